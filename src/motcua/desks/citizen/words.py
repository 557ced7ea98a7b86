"""Sentences of this desk's refusals: code → (Vietnamese, English)."""

WORDS = {
    "sign_in.wrong": (
        "Tên đăng nhập hoặc mật khẩu chưa đúng. Xem lại chữ hoa, chữ thường, hoặc gọi bộ phận một cửa",
        "User name or password is wrong. Check capitals, or call the single-window unit",
    ),
    "sign_in.username_missing": ("Ghi số điện thoại hoặc thư điện tử", "Enter the phone number or e-mail address"),
    "sign_in.password_missing": ("Ghi mật khẩu", "Enter the password"),
    "sign_up.contact_missing": (
        "Ghi số điện thoại hoặc thư điện tử: một trong hai là tên đăng nhập",
        "Enter a phone number or an e-mail address: one of them is the user name",
    ),
    "sign_up.birth_date_missing": ("Ghi ngày, tháng, năm sinh", "Enter the date of birth"),
    "account.password_wrong_now": ("Mật khẩu đang dùng chưa đúng", "The present password is wrong"),
    "one_time.not_same": ("Hai lần ghi mật khẩu chưa giống nhau", "The two passwords differ"),
    "apply.agency_missing": ("Chọn nơi nộp hồ sơ", "Choose where to submit"),
    "apply.for_whom_missing": (
        "Chọn một câu trả lời: nộp cho ai",
        "Choose one answer: for whom you submit",
    ),
    "apply.relation_missing": ("Chọn người đó là gì của ông/bà", "Choose what this person is to you"),
    "apply.child_birth_date_missing": (
        "Ghi ngày sinh của con: dưới 18 tuổi thì cha mẹ nộp thay, không cần ủy quyền",
        "Enter the child's date of birth: under 18 a parent files without an authorisation",
    ),
    "apply.statement_missing": (
        "Đọc lời cam đoan được nộp thay rồi đánh dấu vào ô",
        "Read the statement that you may file for them and tick the box",
    ),
    "apply.same_person": (
        "Số này là của chính ông/bà. Nộp cho mình thì chọn “Cho tôi”",
        "This is your own number. To file for yourself choose “For me”",
    ),
    "apply.tax_code_missing": ("Ghi mã số thuế hoặc số quyết định thành lập", "Enter the tax code or founding number"),
    "apply.paper_missing": (
        "{name}: gửi tệp, hoặc chọn xuất trình tại quầy",
        "{name}: attach a file, or choose to show it at the counter",
    ),
    "apply.paper_no_file": ("{name}: chọn tệp để gửi", "{name}: choose a file to attach"),
    "apply.paper_unnamed": ("Ghi tên của giấy tờ khác", "Name the other paper"),
    "apply.delivery_missing": (
        "Chọn một câu trả lời: nhận kết quả ở đâu",
        "Choose one answer: where to get the result",
    ),
    "apply.address_missing": ("Ghi địa chỉ để gửi bưu điện", "Enter the address for the post"),
    "apply.vow_missing": (
        "Đọc lời cam đoan rồi đánh dấu vào ô",
        "Read the statement and tick the box",
    ),
    "supplement.item_missing": (
        "Mục {number}: gửi tệp, hoặc chọn xuất trình tại quầy",
        "Item {number}: attach a file, or choose to show it at the counter",
    ),
    "supplement.field_missing": ("Mục {number}: ghi câu trả lời", "Item {number}: write the answer"),
}
