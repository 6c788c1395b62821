from __future__ import annotations
from harness.sources.hub.source import HubSource
from harness.sources.hub.table import HubTable
from harness.sources.rows.pairs import Pairs
from harness.tasks import TASKS
import harness.tasks

def test_x(hub, monkeypatch):
    from datasets import Features, Value, ClassLabel
    f=Features({"premise":Value("string"),"hypothesis":Value("string"),"label":ClassLabel(names=["entailment","neutral","contradiction"])})
    data=hub.to_parquet({"premise":["a","b"],"hypothesis":["c","d"],"label":[0,2]},f)
    commit=hub.add_tables("facebook/xnli",{("en","test"):data})
    TASKS.names()
    t=HubTable(repository="facebook/xnli",revision="main",split="test",hub_split="test",config="{language}",rows=Pairs(first="premise",second="hypothesis",label="label"),size=2)
    monkeypatch.setitem(harness.tasks._TABLES,"xnli",(t,))
    s=HubSource()
    print(s.fingerprint(TASKS.get("xnli"),"en","test"))
    print(s.load(TASKS.get("xnli"),"en","test"))
    print(hub.requests); n=len(hub.requests)
    s=HubSource(offline=True)
    print(s.load(TASKS.get("xnli"),"en","test")); assert len(hub.requests)==n
    assert 0
