"""Exact nearest neighbours: time and memory of Crosswind's blocked search beside brute force.

    python benchmarks/retrieval.py [--size 20000] [--width 768] [--k 4] [--threads 1]

Random unit vectors, ``size`` queries among ``size`` candidates. Every contestant runs in a process of its
own with as many threads. numpy forms the whole matrix of cosines and partitions it; scikit-learn
(where it is installed) searches by its brute-force index. Crosswind's times hold the exact float64
cosines of the shortlists. Peak memory is that of the whole process, imports and inputs among it.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from importlib.util import find_spec
from time import perf_counter, process_time

CONTESTANTS = ("crosswind", "crosswind, both directions", "numpy", "scikit-learn")
VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def main() -> None:
    """Prints seconds, peak memory and whether the neighbours agree."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--width", type=int, default=768)
    parser.add_argument("--k", type=int, default=4)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", choices=CONTESTANTS, help="run one here and print its line")
    given = parser.parse_args()
    if given.only:
        run(given.only, size=given.size, width=given.width, k=given.k, threads=given.threads)
        return
    print(f"{given.size:,} queries among {given.size:,} candidates, {given.width} wide, k = {given.k}")
    for name in CONTESTANTS:
        if name == "scikit-learn" and find_spec("sklearn") is None:
            continue
        environment = {**os.environ, **dict.fromkeys(VARIABLES, str(given.threads))}
        subprocess.run([sys.executable, *sys.argv, "--only", name], env=environment, check=True)


def run(name: str, *, size: int, width: int, k: int, threads: int) -> None:
    """Runs one contestant in this process and prints its line."""
    import numpy as np
    import torch

    from harness.inference.search import search, search_both
    from harness.seeds import derive_generator

    torch.set_num_threads(threads)
    queries, candidates = (
        derive_generator(0, side).standard_normal((size, width), dtype=np.float32)
        for side in ("queries", "candidates")
    )
    for vectors in (queries, candidates):
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    if name == "scikit-learn":
        from sklearn.neighbors import NearestNeighbors
    start, begun = perf_counter(), process_time()
    if name == "crosswind":
        found = np.stack([one.indices[:k] for one in search(queries, candidates, k)])
    elif name == "crosswind, both directions":
        ahead, back = search_both(queries, candidates, k)
        found = np.stack([one.indices[:k] for one in ahead])
        np.stack([one.indices[:k] for one in back])
    elif name == "numpy":
        cosines = queries @ candidates.T
        top = np.argpartition(cosines, -k, axis=1)[:, -k:]
        order = np.argsort(-np.take_along_axis(cosines, top, axis=1), axis=1, kind="stable")
        found = np.take_along_axis(top, order, axis=1)
    else:
        index = NearestNeighbors(n_neighbors=k, metric="cosine", algorithm="brute").fit(candidates)
        found = index.kneighbors(queries, return_distance=False)
    seconds, busy = perf_counter() - start, process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:<28} {seconds:7.2f} s  {busy:7.2f} s of processor  {memory:6,.0f} MiB  "
        f"checksum {int(found.sum()):,}",
        flush=True,
    )


if __name__ == "__main__":
    main()
