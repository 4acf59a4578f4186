"""How good it was: criteria as dated data, and the sheets scored by them."""

from scoring.models.criteria import AnnualRule, CriteriaGroup, CriteriaSet, Criterion, Gate, Grade, Level
from scoring.models.sheets import ScoreLine, ScoreSheet

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
