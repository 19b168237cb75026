"""界面与报错里的每一个词都经过 gettext，消息编号就是中文原文；操作系统不让做的，也用中文说是为什么。"""

import errno
import gettext
from pathlib import Path

_LOCALE_DIR = Path(__file__).resolve().parents[1] / "locale"

_ = gettext.translation("messages", localedir=_LOCALE_DIR, languages=["zh_CN"], fallback=True).gettext

_OFTEN = {
    errno.ENOENT: _("没有这个文件"),
    errno.EACCES: _("没有权限"),
    errno.EPERM: _("没有权限"),
    errno.EROFS: _("目录是只读的"),
    errno.ENOSPC: _("磁盘满了"),
    errno.EDQUOT: _("磁盘配额用完了"),
    errno.ENOTDIR: _("路径上有一段不是目录"),
    errno.EISDIR: _("是目录，不是文件"),
    errno.EIO: _("磁盘读写出错"),
}


def why(error: OSError) -> str:
    """The reason in Chinese; the system's own words where it is a rare one."""
    return _OFTEN.get(error.errno or 0) or error.strerror or str(error)
