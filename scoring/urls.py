"""Addresses of sheets hang on their meeting; reviews and criteria have their own."""

from django.urls import path

from scoring.views import criteria, review, sheet

app_name = "scoring"
urlpatterns = [
    # The chapter's sheet
    path("meetings/<int:pk>/sheet/", sheet.sheet, name="sheet"),
    path("sheets/<int:pk>/from-record/", sheet.from_record, name="from_record"),
    path("sheets/<int:pk>/vote/", sheet.vote, name="vote"),
    path("sheets/<int:pk>/reopening/", sheet.reopen, name="reopen"),
    path("sheets/lines/<int:pk>/", sheet.line, name="line"),
    # The superior's review
    path("reviews/", review.inbox, name="inbox"),
    path("reviews/<int:pk>/", review.review, name="review"),
    path("reviews/<int:pk>/acceptance/", review.accept, name="accept"),
    path("reviews/<int:pk>/return/", review.return_, name="return"),
    path("reviews/lines/<int:pk>/", review.line, name="review_line"),
    # Criteria
    path("criteria/", criteria.criteria, name="criteria"),
    path("criteria/<int:pk>/", criteria.criteria_set, name="criteria_set"),
]
