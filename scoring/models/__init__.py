"""How good it was: criteria as dated data, and the sheets scored by them."""

from scoring.grading import Grade
from scoring.models.criteria import AnnualRule, CriteriaGroup, CriteriaSet, Criterion, Gate, Level
from scoring.models.lines import ScoreLine
from scoring.models.sheets import ScoreSheet

__all__ = [
    "AnnualRule",
    "CriteriaGroup",
    "CriteriaSet",
    "Criterion",
    "Gate",
    "Grade",
    "Level",
    "ScoreLine",
    "ScoreSheet",
]
