"""Why a backup or a restoration is refused: code → (Vietnamese, English)."""

WORDS = {
    "backup.store_elsewhere": (
        "Tệp hồ sơ nằm ở kho S3, không gói vào một tệp được. Bật lưu phiên bản và sao chép của kho đó, "
        "sao lưu cơ sở dữ liệu bằng pg_dump và giữ thư mục keys.",
        "The files are in an S3 store and do not go into one file. Turn on that store's versioning and replication, "
        "back the database up with pg_dump, and keep the folder keys.",
    ),
    "backup.file_exists": (
        "{file} đã có; chọn tên khác, bản sao lưu cũ không bị ghi đè.",
        "{file} exists; choose another name, an old backup is never written over.",
    ),
    "backup.nothing": ("Cơ sở dữ liệu còn trống.", "The database is empty."),
    "backup.tool_missing": (
        "Không tìm thấy {tool}. Cài gói postgresql-client cùng phiên bản với máy chủ PostgreSQL.",
        "{tool} is not found. Install the package postgresql-client of the version of the PostgreSQL server.",
    ),
    "backup.tool_failed": ("{tool} không làm được: {why}", "{tool} failed: {why}"),
    "backup.not_a_backup": (
        "{file} không phải bản sao lưu, hoặc thiếu phần cuối ({why}).",
        "{file} is no backup, or its end is missing ({why}).",
    ),
    "backup.format_unknown": (
        "Bản sao lưu theo khuôn {format}, phiên bản này không đọc được.",
        "The backup is of format {format}, which this version cannot read.",
    ),
    "backup.member_strange": (
        "Bản sao lưu có mục lạ: {member}. Chưa thay đổi gì.",
        "The backup holds something strange: {member}. Nothing was changed.",
    ),
    "backup.member_wrong": (
        "{member} trong bản sao lưu bị thiếu, thừa hoặc sai khác. Chưa thay đổi gì.",
        "{member} in the backup is missing, added or altered. Nothing was changed.",
    ),
    "backup.database_broken": (
        "Cơ sở dữ liệu trong bản sao lưu không nguyên vẹn. Chưa thay đổi gì.",
        "The database in the backup is not whole. Nothing was changed.",
    ),
    "backup.engine_other": (
        "Bản sao lưu là của {engine}, bản cài đặt này dùng {here}.",
        "The backup is of {engine}, this installation uses {here}.",
    ),
    "backup.newer": (
        "Bản sao lưu do phiên bản mới hơn ({version}) ghi. Cài phiên bản đó trước.",
        "The backup was written by a newer version ({version}). Install that version first.",
    ),
    "backup.key_other": (
        "{setting} đang đặt khóa khác với bản sao lưu. Bỏ {setting}, hoặc đặt đúng khóa trong bản sao lưu.",
        "{setting} is set to another key than the backup's. Unset {setting}, or set it to the key in the backup.",
    ),
    "backup.not_empty": (
        "{home} đã có dữ liệu. Khôi phục vào bản cài đặt trống, hoặc thêm --force để thay hết dữ liệu đang có.",
        "{home} holds data. Restore into an empty installation, or add --force to replace all that is there.",
    ),
    "backup.in_use": (
        "Còn tiến trình khác đang dùng cơ sở dữ liệu. Dừng serve và worker trước.",
        "Another process uses the database. Stop serve and worker first.",
    ),
}
