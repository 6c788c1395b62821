"""What a realistic report answers in words."""

from __future__ import annotations

from suites.report.model import Answer

ANSWERS = (
    Answer(
        question="Did the intermediate phase help?",
        sentence="Yes on clean text: by 3.4 points [1.1, 5.7] on average over the zero-shot languages,"
        " significantly in 3 of 8 languages of mini_pairs.",
    ),
    Answer(
        question="What hurts most?",
        sentence="Homoglyphs at severity 5: 19.4 points [16.8, 22.0] on average over tasks and languages.",
    ),
    Answer(question="Where?", sentence="German falls most, by 21.2 points [18.0, 24.4] on mini_pairs."),
)
