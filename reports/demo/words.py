"""The words the demo is written with. All names and sentences are invented."""

from __future__ import annotations

from typing import Final

FAMILY: Final = (
    "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Hoàng", "Bùi", "Bùi", "Đinh", "Quách",
    "Vũ", "Đỗ", "Đặng", "Hà", "Xa", "Lường", "Lò", "Ngô", "Dương", "Trịnh", "Phan", "Mai", "Lý", "Hồ", "Cao",
)  # fmt: skip
MIDDLE_MALE: Final = (
    "Văn", "Văn", "Đức", "Minh", "Quang", "Quốc", "Hữu", "Xuân", "Duy", "Thế", "Tiến", "Công", "Anh", "Thanh",
)  # fmt: skip
MIDDLE_FEMALE: Final = (
    "Thị",
    "Thị",
    "Thị",
    "Thu",
    "Thanh",
    "Minh",
    "Ngọc",
    "Kim",
    "Thùy",
    "Bích",
    "Hồng",
    "Mai",
)
GIVEN_MALE: Final = (
    "An", "Anh", "Ẩn", "Bắc", "Bình", "Cảnh", "Chiến", "Cường", "Dũng", "Duy", "Đại", "Đạt", "Đông", "Đức", "Giang",
    "Hải", "Hào", "Hiếu", "Hòa", "Hoàng", "Hùng", "Huy", "Hưng", "Khải", "Khánh", "Khôi", "Kiên", "Lâm", "Long",
    "Lực", "Mạnh", "Minh", "Nam", "Nghĩa", "Ngọc", "Phong", "Phú", "Phúc", "Quân", "Quang", "Quyết", "Sơn", "Tài",
    "Tâm", "Thành", "Thắng", "Thịnh", "Thuận", "Tiến", "Toàn", "Trung", "Tú", "Tuấn", "Tùng", "Ước", "Việt", "Vinh",
    "Vượng", "Xuân", "Ý",
)  # fmt: skip
GIVEN_FEMALE: Final = (
    "An", "Anh", "Ánh", "Bích", "Châu", "Chi", "Dung", "Duyên", "Đào", "Giang", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa",
    "Hồng", "Huệ", "Hương", "Lan", "Lệ", "Liên", "Linh", "Loan", "Ly", "Mai", "Minh", "My", "Nga", "Ngân", "Ngọc",
    "Nhàn", "Nhung", "Oanh", "Phương", "Quyên", "Quỳnh", "Tâm", "Thảo", "Thơm", "Thu", "Thúy", "Thủy", "Trang",
    "Tuyết", "Uyên", "Vân", "Xuân", "Yên", "Yến",
)  # fmt: skip

# The chapter of the demo's secretary: (name, sex, post, kind). Fictional, as everybody here.
SHOWCASE: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("Trần Thị Hòa Bình", "female", "secretary", ""),
    ("Nguyễn Văn Cảnh", "male", "deputy", ""),
    ("Lê Quốc Vượng", "male", "chapter_committee_member", ""),
    ("Vũ Minh Tuệ", "male", "", ""),
    ("Hoàng Ngọc Ẩn", "male", "", ""),
    ("Đỗ Thị Chi", "female", "", ""),
    ("Trịnh Xuân Dũng", "male", "", ""),
    ("Lò Văn Đại", "male", "", ""),
    ("Bùi Minh Đức", "male", "", ""),
    ("Nguyễn Thế Kỷ", "male", "", ""),
    ("Phạm Thúy Ngọc", "female", "", ""),
    ("Đỗ Văn Khải", "male", "", ""),
    ("Lường Thị Quyên", "female", "", ""),
    ("Đặng Thị Thơm", "female", "", ""),
    ("Quách Thị Hằng", "female", "", ""),
    ("Hà Công Lâm", "male", "", ""),
    ("Ngô Đức Mạnh", "male", "", ""),
    ("Đinh Thị Oanh", "female", "", ""),
    ("Xa Văn Phong", "male", "", ""),
    ("Dương Thanh Sơn", "male", "", ""),
    ("Mai Xuân Trường", "male", "", "exempt"),
    ("Bùi Thị Ánh Tuyết", "female", "", "probationary"),
    ("Cao Thị Yến", "female", "", ""),
)

EXCUSES: Final = ("đi công tác", "nghỉ ốm", "nghỉ phép", "đi học tập trung", "việc gia đình", "trực cơ quan")
LONG_EXCUSES: Final = ("nghỉ thai sản", "điều trị dài ngày", "đi học tập trung")

TASKS: Final = {
    "party_union_agency": (
        "Tham mưu kế hoạch kiểm tra chuyên đề quý tới",
        "Tổng hợp dư luận xã hội trong tháng",
        "Hoàn thiện báo cáo công tác dân vận",
        "Rà soát danh sách cán bộ dự nguồn",
    ),
    "admin_agency": (
        "Giải quyết dứt điểm hồ sơ tồn đọng ở bộ phận một cửa",
        "Số hóa hồ sơ lưu trữ giai đoạn 2015 - 2020",
        "Trình dự thảo quy trình nội bộ đã sửa đổi",
        "Rà soát thủ tục hành chính quá hạn",
    ),
    "public_service_unit": (
        "Nâng tỷ lệ hài lòng của người dân tại khu khám, tiếp đón",
        "Hoàn thành kiểm kê trang thiết bị",
        "Bảo dưỡng hệ thống phòng cháy, chữa cháy",
        "Xây dựng quy chế phối hợp giữa các khoa, phòng",
    ),
    "school": (
        "Phụ đạo nhóm học viên có kết quả yếu",
        "Hoàn thiện đề cương môn học theo chương trình mới",
        "Tổ chức hội giảng cấp khoa",
        "Rà soát việc thực hiện quy chế thi",
    ),
    "state_enterprise": (
        "Giảm tổn thất kỹ thuật trong tháng",
        "Hoàn thành kế hoạch bảo dưỡng thiết bị",
        "Thu hồi công nợ quá hạn",
        "Tập huấn an toàn lao động cho tổ sản xuất",
    ),
}
COMMON_TASKS: Final = (
    "Thu, nộp đảng phí tháng",
    "Gửi tài liệu kỳ tới trước 03 ngày",
    "Giúp đỡ quần chúng ưu tú hoàn thiện hồ sơ",
    "Chuẩn bị chuyên đề quý",
    "Báo cáo kết quả giám sát thường xuyên",
)
RESULTS: Final = ("100% hồ sơ", "01 báo cáo", "01 dự thảo", "đủ 100%", "01 buổi", "danh sách hoàn chỉnh")

SPEECHES: Final = {
    "proposal": (
        "Đề nghị gửi tài liệu trước 03 ngày để đảng viên kịp nghiên cứu.",
        "Đề nghị phân công rõ người chủ trì từng việc, có mốc thời gian trong tháng.",
        "Đề xuất dùng chung thiết bị với phòng bạn để kịp tiến độ.",
        "Đề nghị đưa nội dung dân vận khéo vào kỳ sau, có đăng ký của từng tổ.",
        "Đề xuất lập nhóm hỗ trợ đồng chí mới nhận việc trong hai tuần đầu.",
    ),
    "addition": (
        "Bổ sung nguyên nhân chậm: phối hợp giữa các bộ phận chưa thường xuyên.",
        "Bổ sung số liệu tháng: kết quả đạt cao hơn cùng kỳ năm trước.",
        "Bổ sung một việc cần làm ngay: rà soát lại danh mục hồ sơ.",
        "Bổ sung ý kiến của đoàn viên về môi trường làm việc.",
    ),
    "question": (
        "Hỏi rõ tiến độ việc đã giao kỳ trước và vướng ở khâu nào.",
        "Hỏi về cách tính chỉ tiêu khi nhân sự thay đổi giữa tháng.",
    ),
    "different": ("Đề nghị cân nhắc lại thời hạn vì trùng đợt kiểm tra của cấp trên.",),
    "relation": (
        "Liên hệ bản thân: cần chủ động hơn trong việc báo cáo tiến độ.",
        "Liên hệ nhiệm vụ được giao: sẽ hoàn thành trước hạn hai ngày.",
    ),
    "difficulty": (
        "Thiếu máy quét khổ A3 nên việc số hóa chậm.",
        "Kinh phí tập huấn chưa được phân bổ.",
        "Phần mềm dùng chung thường gián đoạn vào giờ cao điểm.",
        "Nhân sự của tổ thiếu một đồng chí do nghỉ thai sản.",
    ),
    "self_criticism": (
        "Nhận trách nhiệm chậm đối chiếu danh mục hồ sơ trong tháng.",
        "Tự phê bình việc báo cáo tiến độ chưa kịp thời.",
    ),
    "criticism": ("Góp ý việc đi muộn ở một số buổi giao ban, đề nghị rút kinh nghiệm.",),
}
BLAND: Final = "Nhất trí với dự thảo, không có ý kiến thêm."
KINDS_SPOKEN: Final = (
    "proposal", "proposal", "addition", "addition", "addition", "question", "relation", "relation", "different",
    "self_criticism", "criticism", "difficulty",
)  # fmt: skip

CONCLUSIONS: Final = (
    "Thống nhất nội dung đã trình bày; giao các đồng chí được phân công thực hiện đúng thời hạn.",
    "Kết quả đạt yêu cầu; việc chậm phải xong trước kỳ sau, đồng chí phụ trách báo cáo lại.",
    "Nhất trí phương hướng; mỗi nhiệm vụ có một người chủ trì và một thời hạn.",
)
NOTES: Final = {
    "ideology": "Thông tin thời sự nổi bật trong tháng; phổ biến văn bản mới của cấp trên. Tư tưởng đảng viên ổn định.",
    "previous_resolution": "Bí thư báo cáo kết quả từng nhiệm vụ của nghị quyết kỳ trước.",
    "political_task": "Đánh giá nhiệm vụ chuyên môn trong tháng, nêu kết quả, hạn chế và nguyên nhân.",
    "party_building": "Kiểm tra, giám sát, phát triển đảng viên, đảng phí và học tập, làm theo Bác trong tháng.",
    "topic": "Đồng chí được phân công trình bày chuyên đề; chi bộ thảo luận, liên hệ.",
    "chapter_reports": "Tổng hợp tình hình sinh hoạt và kiến nghị của các chi bộ trực thuộc trong tháng.",
    "review_scores": "Xem xét kết quả tự chấm điểm của các chi bộ, thống nhất mức thẩm định.",
}
LIMITATIONS: Final = (
    ("Một số nhiệm vụ còn chậm so với hạn", "Kiểm điểm tiến độ giữa tháng tại hội ý chi ủy"),
    ("Ít đảng viên phát biểu", "Gợi ý câu hỏi thảo luận kèm thông báo"),
    ("Gửi tài liệu còn sát giờ họp", "Gửi trước ít nhất 02 ngày"),
    ("Phân công chưa rõ người phối hợp", "Ghi rõ người phối hợp trong nghị quyết"),
)
PRAISE: Final = "Hoàn thành tốt nhiệm vụ được giao trong tháng"
REMINDER: Final = "Cần báo cáo tiến độ đúng hạn"
TOPICS: Final = (
    ("hcm", "Học tập và làm theo Bác về phong cách làm việc khoa học, nêu gương"),
    ("integrity", "Thực hành tiết kiệm, phòng, chống lãng phí trong sử dụng tài sản công"),
    ("profession", "Giải pháp nâng cao chất lượng thực hiện nhiệm vụ chuyên môn của đơn vị"),
    ("party_building", "Nâng cao chất lượng tự phê bình và phê bình trong chi bộ"),
)
REVIEWS: Final = (
    "Căn cứ nêu chưa đủ, lấy theo hồ sơ.",
    "Tài liệu gửi sát ngày, chưa đạt yêu cầu.",
    "Ý kiến phê bình còn chung chung.",
    "Chủ trì kết luận chưa rõ từng nội dung.",
)
ABOVE: Final = (
    "Đã thông báo bằng bản giấy, có ký nhận.",
    "Đã thực hiện đầy đủ, ghi trong sổ của chi bộ.",
    "Các đồng chí đều hoàn thành, chi bộ thống nhất.",
)
PROOF: Final = "Sổ biên bản của chi bộ"
RETURNS: Final = (
    "Bổ sung thời hạn của các nhiệm vụ và ghi rõ ý kiến của từng đồng chí.",
    "Đề nghị ghi rõ lý do chấm cao hơn hồ sơ ở tiêu chí 3.4.",
)
ABSENCES: Final = (
    "trùng đợt diễn tập toàn tỉnh",
    "tổ chức đại hội chi bộ trong tháng",
    "nghỉ Tết Nguyên đán",
)
