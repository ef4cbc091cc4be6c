"""Why a document cannot be read.

F220–F229  the file itself: unknown, locked, damaged, too large inside
F230–F239  the reader was stopped
F240–F249  a part of the installation is missing

F201–F206 (missing, too big, empty, encoding, forbidden) come from `store/files.py`.
"""

from __future__ import annotations

from guatu.core.errors import FileError


class FormatUnknown(FileError):
    code = "F220"
    reason = "认不出这是什么文件。"
    remedy = "请另存为Word（.docx）、PDF或文本文件后再试。"


class FormatUnsupported(FileError):
    code = "F221"
    reason = "这是{what}，不能当作文件来读。"
    remedy = "请另存为Word（.docx）、PDF或文本文件后再试。"


class DocumentLocked(FileError):
    code = "F222"
    reason = "文件有密码保护，打不开。"
    remedy = "请在原来的软件里去掉密码，另存一份后再试。"


class DocumentDamaged(FileError):
    code = "F223"
    reason = "文件损坏或不完整（{why}）。"
    remedy = "请重新下载或拷贝一次；仍不行时，用原来的软件打开并另存一份。"


class ArchiveSuspicious(FileError):
    code = "F224"
    reason = "文件解压后过大或内容过多（{why}），可能是恶意文件，已停止读取。"
    remedy = "请核对文件来源；确属正常文件时，用原来的软件打开并另存一份。"


class MarkupForbidden(FileError):
    code = "F225"
    reason = "文件内部的标记不安全（{why}），已停止读取。"
    remedy = "请核对文件来源；确属正常文件时，用原来的软件打开并另存一份。"


class TooManyPages(FileError):
    code = "F226"
    reason = "文件有{pages}页，超过{limit}页的上限。"
    remedy = "请只留下方案所在的部分，另存一份后再试。"


class TextTooLong(FileError):
    code = "F227"
    reason = "文字超过{limit}字的上限。"
    remedy = "请拆成几个文件后再试。"


class NoText(FileError):
    code = "F228"
    reason = "文件里没有读到文字。"
    remedy = "如果是扫描件或图片，请换用带文字的版本，或转成PDF后按扫描件来读。"


class PageMissing(FileError):
    code = "F229"
    reason = "文件共{pages}页，没有第{page}页。"
    remedy = "请从原件的第一页翻起。"


class ReaderTimedOut(FileError):
    code = "F230"
    reason = "读了{seconds}秒还没有读完，已停止。"
    remedy = "请拆成几个文件，或另存为文本文件后再试。"


class ReaderOutOfMemory(FileError):
    code = "F231"
    reason = "读这个文件需要的内存超过上限，已停止。"
    remedy = "请删去图片、拆成几个文件，或另存为文本文件后再试。"


class ReaderCrashed(FileError):
    code = "F232"
    reason = "读取程序中途停止（{why}）。"
    remedy = "请用原来的软件打开并另存一份；仍不行时，另存为文本文件后再试。"


class SheetTooLong(FileError):
    code = "F233"
    reason = "表有{rows}行，超过{limit}行的上限。"
    remedy = "请筛选以后再导出，分几次填写。"


class OcrMissing(FileError):
    code = "F240"
    reason = "这是扫描件或图片，本机没有安装文字识别部件。"
    remedy = "请换用带文字的版本，或请系统管理员安装文字识别部件。"
    command = "请管理员运行 pip install guatu[ocr]，或换用带文字的版本。"


class AntiwordMissing(FileError):
    code = "F241"
    reason = "这是旧版Word文件（.doc），本机没有安装读取它的部件。"
    remedy = "请另存为.docx后再试，或请系统管理员安装antiword。"
    command = "请管理员运行 apt-get install antiword，或另存为.docx后再试。"


class OfficeMissing(FileError):
    code = "F242"
    reason = "读{what}需要LibreOffice，本机没有安装。"
    remedy = "请另存为.docx后再试，或请系统管理员安装LibreOffice。"
    command = "请管理员运行 apt-get install libreoffice-writer-nogui，或另存为.docx后再试。"


class ConversionFailed(FileError):
    code = "F243"
    reason = "LibreOffice没能转换这个文件（{why}）。"
    remedy = "请用原来的软件打开，另存为.docx后再试。"


ALL = (
    FormatUnknown, FormatUnsupported, DocumentLocked, DocumentDamaged, ArchiveSuspicious, MarkupForbidden,
    TooManyPages, TextTooLong, NoText, PageMissing, ReaderTimedOut, ReaderOutOfMemory, ReaderCrashed, SheetTooLong,
    OcrMissing, AntiwordMissing, OfficeMissing, ConversionFailed,
)  # fmt: skip
BY_CODE: dict[str, type[FileError]] = {error.code: error for error in ALL}
