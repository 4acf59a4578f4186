"""The import as people do it: bring a file, look, confirm, decide, write, take back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chapters.models import ImportBatch, Member, Organization
from chapters.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.chapters import ChapterFactory, RoleHoldingFactory

if TYPE_CHECKING:
    from django.test import Client

DATA = Path(__file__).parent.parent / "data"
OTHERS = ("Phòng Nghiệp vụ", "Trung tâm Lưu trữ", "Thanh tra", "Quản trị", "Trung tâm Số hóa")


def client_of(client: Client, organization: Organization | None, role: Role | None = None) -> Client:
    user = UserFactory(is_superuser=role is None)
    if role:
        RoleHoldingFactory(user=user, organization=organization, role=role)
    client.force_login(user)
    return client


@pytest.fixture
def body(tree) -> Organization:
    for name in OTHERS:
        ChapterFactory(parent=tree.body, name=f"Chi bộ {name}")
    return tree.body


@pytest.fixture
def committee(client, body) -> Client:
    return client_of(client, body, Role.COMMITTEE)


@pytest.fixture
def bring(django_capture_on_commit_callbacks):
    """Upload a file and let the worker read it."""

    def bring(client, file: str, organization: Organization | None, kind: str = "members") -> ImportBatch:
        content = SimpleUploadedFile(file, (DATA / file).read_bytes())
        fields = {"file": content} | ({"organization": organization.pk} if organization else {})
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(reverse("chapters:import_new", args=[kind]), fields)
        assert answer.status_code == 302, answer.content.decode()
        return ImportBatch.objects.latest("pk")

    return bring


@pytest.fixture
def post(django_capture_on_commit_callbacks):
    def post(client, name: str, *args: int, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(reverse(f"chapters:{name}", args=args), fields)

    return post


def page(client: Client, batch: ImportBatch, **query: str) -> str:
    answer = client.get(reverse("chapters:import", args=[batch.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_file_to_the_members_and_back(committee, body, bring, post) -> None:
    assert "Danh sách đảng viên" in committee.get(reverse("chapters:imports")).content.decode()
    batch = bring(committee, "dang_vien_so_tu_lieu.xlsx", body)
    shown = page(committee, batch)
    assert "Xem trước khi ghi" in shown
    assert "112 dòng" in shown
    assert "CHI BỘ VĂN PHÒNG SỞ" in shown
    assert "Ghi 68 dòng" in shown
    assert Member.objects.count() == 0
    for name in batch.names.filter(is_confirmed=False):
        post(committee, "import_name", batch.pk, name.pk, organization=name.organization_id)
    assert "Ghi 97 dòng" in page(committee, batch)
    post(committee, "import_write", batch.pk)
    assert Member.objects.count() == 97
    shown = page(committee, batch)
    assert "Đã ghi 97 dòng" in shown
    assert "Hoàn lại lần nhập này" in shown
    assert (
        "97 dòng đã ghi"
        in committee.get(reverse("chapters:import_take_back", args=[batch.pk])).content.decode()
    )
    post(committee, "import_take_back", batch.pk)
    assert Member.objects.count() == 0
    assert "mọi thứ như trước khi nhập" in page(committee, batch)


def test_an_unclear_row_is_decided_in_its_place(committee, body, bring, post) -> None:
    batch = bring(committee, "dang_vien_so_tu_lieu.xlsx", body)
    row = batch.rows.get(number=46)
    shown = page(committee, batch, show="unclear")
    assert "31/02 không có trong lịch" in shown
    post(committee, "import_row", batch.pk, row.pk, decision="edit", value_birth="28/2/1978")
    row.refresh_from_db()
    assert (row.decision, row.values["birth"]) == ("edit", "1978-02-28")
    committee.post(reverse("chapters:import_row", args=[batch.pk, row.pk]), {"decision": ""})
    row.refresh_from_db()
    assert (row.decision, row.result, row.values["birth"]) == ("", "unclear", "")


def test_a_wrong_correction_is_told_in_the_row_and_kept(committee, body, bring) -> None:
    batch = bring(committee, "dang_vien_so_tu_lieu.xlsx", body)
    row = batch.rows.get(number=46)
    answer = committee.post(
        reverse("chapters:import_row", args=[batch.pk, row.pk]),
        {"decision": "edit", "value_birth": "30/2/1978"},
        headers={"HX-Request": "true"},
    )
    text = answer.content.decode()
    assert "30/02 không có trong lịch" in text
    assert 'value="30/2/1978"' in text
    assert '<template><div id="import-foot" class="foot" hx-swap-oob="true">' in text


def test_the_encoding_is_shown_and_can_be_corrected(client, tree, bring, post) -> None:
    chapter = ChapterFactory(parent=tree.body, name="Chi bộ Cấp nước")
    client_of(client, chapter, Role.SECRETARY)
    batch = bring(client, "dang_vien_vni.xlsx", chapter)
    shown = page(client, batch)
    assert "VNI-Windows" in shown
    assert "VUÕ TIEÁN BÌNH" in shown
    assert "VŨ TIẾN BÌNH" in shown
    post(client, "import_encoding", batch.pk, encoding="tcvn3")
    batch.refresh_from_db()
    assert batch.chosen_encoding == "tcvn3"
    assert (
        client.post(reverse("chapters:import_encoding", args=[batch.pk]), {"encoding": "x"}).status_code
        == 404
    )


def test_columns_can_be_corrected(committee, body, bring, post) -> None:
    batch = bring(committee, "dang_vien_so_tu_lieu.xlsx", body)
    url = reverse("chapters:import_columns", args=[batch.pk])
    assert "Quê quán" in committee.get(url).content.decode()
    twice = {"column_1": "name", "column_4": "name"}
    assert "Hai cột không thể cùng là một thứ" in committee.post(url, twice).content.decode()
    fields = {f"column_{column}": field for column, _, field in batch.understanding["headings"]}
    post(committee, "import_columns", batch.pk, **fields | {"column_10": ""})
    batch.refresh_from_db()
    assert batch.chosen_columns["10"] == ""
    assert batch.rows.get(number=22).values["exempt"] is False


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xlsx", b"%PDF-1.7 something", "Tệp này không phải bảng tính Excel. Chưa ghi gì vào hệ thống."),
        (
            "a.xlsx",
            b"PK\x03\x04" + b"x" * (10 * 1024 * 1024),
            "Tệp lớn hơn 10 MB: tách bớt tài liệu rồi tải lại.",
        ),
        ("a.xlsx", b"", "Tệp này không phải bảng tính Excel. Chưa ghi gì vào hệ thống."),
    ],
)
def test_a_file_that_cannot_be_is_refused_at_once(committee, body, name, content, sentence) -> None:
    url = reverse("chapters:import_new", args=["members"])
    answer = committee.post(url, {"file": SimpleUploadedFile(name, content), "organization": body.pk})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert ImportBatch.objects.count() == 0


def test_a_damaged_file_says_so_on_its_page(
    committee, body, bring, tmp_path, django_capture_on_commit_callbacks
) -> None:
    content = SimpleUploadedFile("a.xlsx", (DATA / "dang_vien_so_tu_lieu.xlsx").read_bytes()[:4000])
    url = reverse("chapters:import_new", args=["members"])
    with django_capture_on_commit_callbacks(execute=True):
        committee.post(url, {"file": content, "organization": body.pk})
    assert "Chưa ghi gì vào hệ thống" in page(committee, ImportBatch.objects.get())


def test_progress_is_shown_until_it_is_read(committee, body) -> None:
    batch = ImportBatch.objects.request(
        "members",
        SimpleUploadedFile("a.xlsx", (DATA / "dang_vien_vni.xlsx").read_bytes()),
        name="a.xlsx",
        organization=body,
        by=None,
    )
    assert "Đang đọc tệp" in page(committee, batch)
    url = reverse("chapters:import_progress", args=[batch.pk])
    assert "HX-Redirect" not in committee.get(url)
    batch.fail("x")
    assert committee.get(url)["HX-Redirect"] == reverse("chapters:import", args=[batch.pk])


def test_a_cancelled_import_writes_nothing(committee, body, bring, post) -> None:
    batch = bring(committee, "dang_vien_so_tu_lieu.xlsx", body)
    post(committee, "import_cancel", batch.pk)
    post(committee, "import_write", batch.pk)
    assert Member.objects.count() == 0
    assert "Đã hủy" in committee.get(reverse("chapters:imports")).content.decode()


def test_an_empty_installation_is_filled_by_its_keeper(client, db, bring) -> None:
    client_of(client, None)
    batch = bring(client, "to_chuc_dang.xlsx", None, kind="organizations")
    assert "Ghi 443 dòng" in page(client, batch)


def test_who_may_import_what(client, tree, bring, body) -> None:
    url = reverse("chapters:import_new", args=["members"])
    client_of(client, tree.chapter, Role.SECRETARY)
    file = SimpleUploadedFile("a.xlsx", (DATA / "dang_vien_vni.xlsx").read_bytes())
    assert client.post(url, {"file": file, "organization": tree.other_chapter.pk}).status_code == 422
    assert client.get(reverse("chapters:import_new", args=["organizations"])).status_code == 403
    assert client.get(reverse("chapters:import_new", args=["nonsense"])).status_code == 404
    batch = bring(client, "dang_vien_vni.xlsx", tree.chapter)
    client_of(client, tree.other_chapter, Role.SECRETARY)
    assert client.get(reverse("chapters:import", args=[batch.pk])).status_code == 404
    client_of(client, tree.chapter, Role.MEMBER)
    assert client.get(reverse("chapters:import", args=[batch.pk])).status_code == 403
    assert client.get(reverse("chapters:imports")).status_code == 403


def test_the_preview_asks_few_questions_of_the_database(
    committee, body, bring, django_assert_max_num_queries
) -> None:
    batch = bring(committee, "dang_vien_so_tu_lieu.xlsx", body)
    with django_assert_max_num_queries(20):
        page(committee, batch)
