"""Sentences for this room's refusals: code → (Vietnamese, English)."""

WORDS = {
    "file.empty": (
        "Tệp này trống. Mở tệp xem lại, rồi chọn tệp khác",
        "This file is empty. Open it to check, then choose another",
    ),
    "file.too_large": (
        "Tệp nặng {size_mb} MB, tối đa {max_mb} MB. Chụp lại bằng máy ảnh của trang này",
        "The file has {size_mb} MB; at most {max_mb} MB. Take the picture again with this page's camera",
    ),
    "file.kind_refused": (
        "Không nhận loại tệp này, dù tên tệp là gì. Gửi PDF, ảnh JPEG, PNG, WebP, TIFF, hoặc văn bản DOCX, ODT",
        "This kind of file is not taken, whatever its name. Send PDF, JPEG, PNG, WebP, TIFF, DOCX or ODT",
    ),
    "file.heic_refused": (
        "Ảnh HEIC chưa xem được ở đây. Trong Cài đặt máy ảnh chọn “Tương thích nhất” rồi chụp lại, hoặc gửi ảnh JPEG",
        "HEIC pictures cannot be shown here. Set the camera to “Most Compatible” and try again, or send a JPEG",
    ),
    "file.old_office_refused": (
        "Không nhận tệp Office đời cũ (.doc, .xls). Lưu lại thành PDF hoặc .docx rồi gửi",
        "Old Office files (.doc, .xls) are not taken. Save as PDF or .docx and send that",
    ),
    "file.broken": (
        "Tệp bị hỏng hoặc thiếu phần cuối, không mở được. Lưu hoặc chụp lại, rồi gửi lần nữa",
        "The file is damaged or cut short and cannot be opened. Save or scan it again and send that",
    ),
    "file.broken_off": (
        "Đường truyền bị ngắt giữa chừng nên tệp chưa được nhận. Gửi tệp lần nữa",
        "The connection was lost in the middle, so the file was not received. Send it again",
    ),
    "file.encrypted": (
        "Tệp PDF có mật khẩu, cán bộ không mở được. Bỏ mật khẩu rồi gửi lại",
        "The PDF has a password, so officers cannot open it. Remove the password and send it again",
    ),
    "file.active_refused": (
        "Tệp có lệnh tự chạy nên không nhận. Mở tệp, in ra PDF mới, rồi gửi tệp mới",
        "The file carries commands that run by themselves. Open it, print it to a new PDF and send that",
    ),
    "file.too_complex": (
        "Ảnh hoặc tệp quá lớn khi mở ra. Chụp hoặc quét lại ở cỡ nhỏ hơn",
        "The picture or file is too large once opened. Scan or photograph it again at a smaller size",
    ),
    "file.infected": (
        "Tệp có mã độc nên không được giữ lại. Quét vi-rút máy này, rồi gửi tệp khác",
        "The file carries malware and was not kept. Check this device for viruses, then send another file",
    ),
    "file.unknown": (
        "Không có tệp này, hoặc đã quá hạn giữ. Gửi tệp lần nữa",
        "There is no such file, or it is no longer kept. Send it again",
    ),
    "file.lost": (
        "Tệp đang không lấy ra được từ kho. Sự cố đã được ghi lại, thử lại sau ít phút",
        "The file cannot be fetched from the store now. This has been noted; try again in a few minutes",
    ),
    "file.no_preview": (
        "Tệp này không có ảnh xem trước. Mở hoặc tải tệp để xem",
        "There is no preview of this file. Open or download it",
    ),
    "file.nothing_to_join": (
        "Chưa có tệp nào để ghép. Chọn ảnh hoặc PDF",
        "There is no file to join. Choose pictures or a PDF",
    ),
    "file.too_many_parts": (
        "Đang có {count} tệp, ghép được tối đa {most}. Bỏ bớt, hoặc quét thành một PDF",
        "There are {count} files; at most {most} can be joined. Remove some, or scan them into one PDF",
    ),
    "file.too_many_pages": (
        "Ghép lại thành {count} trang, tối đa {most} trang. Bỏ bớt trang, hoặc mang bản giấy đến quầy",
        "Joined, there are {count} pages; at most {most}. Remove some, or bring the paper to the counter",
    ),
    "file.not_joined": (
        "Văn bản DOCX, ODT không ghép với tệp khác được. Lưu thành PDF rồi gửi",
        "A DOCX or ODT text cannot be joined with other files. Save it as PDF and send that",
    ),
    "file.sign_in": ("Đăng nhập để gửi tệp.", "Sign in to send a file."),
    "storage.full": (
        "Kho tệp đã đầy nên tệp chưa được giữ lại. Phần đã điền vẫn còn, thử lại sau",
        "The file store is full, so the file was not kept. Your answers are kept; try again later",
    ),
    "storage.unavailable": (
        "Kho tệp đang không dùng được nên tệp chưa được giữ lại. Phần đã điền vẫn còn, thử lại sau ít phút",
        "The file store cannot be reached, so the file was not kept. Your answers are kept; try again in a few minutes",
    ),
}
