"""Why an upgrade is refused: code → (Vietnamese, English)."""

WORDS = {
    "schema.newer": (
        "Cơ sở dữ liệu đã được một phiên bản mới hơn nâng cấp ({migrations}). Cài lại phiên bản đó, hoặc khôi phục "
        "bản sao lưu làm trước khi nâng cấp.",
        "A newer version has upgraded this database ({migrations}). Install that version again, or restore the backup "
        "that was made before the upgrade.",
    ),
    "upgrade.nothing": (
        "Cơ sở dữ liệu còn trống, chưa có gì để nâng cấp. Chạy motcua init trước.",
        "The database is empty, there is nothing to upgrade. Run motcua init first.",
    ),
    "upgrade.running": (
        "Còn tiến trình đang chạy: {processes}. Dừng lại trước: systemctl stop motcua-web motcua-worker.",
        "These still run: {processes}. Stop them first: systemctl stop motcua-web motcua-worker.",
    ),
    "upgrade.another": (
        "Một lần nâng cấp khác đang chạy.",
        "Another upgrade is running.",
    ),
    "upgrade.disk_short": (
        "{folder} còn {free_mb} MiB trống; sao lưu và nâng cấp cần chừng {needed_mb} MiB. Dọn bớt, hoặc chỉ nơi khác "
        "bằng --into.",
        "{folder} has {free_mb} MiB free; backup and upgrade need about {needed_mb} MiB. Make room, or name another "
        "place with --into.",
    ),
}
