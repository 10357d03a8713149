using System.Globalization;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent;

/// <summary>
/// Every sentence that a clerk can read, in both languages: what is wrong, where, what to do. Commands have theirs in
/// Commands.cs, the template's and the result workbook's are in Sheets.cs.
/// </summary>
internal static partial class Messages
{
    /// <summary>Reading and writing of workbooks.</summary>
    internal static class Workbook
    {
        // The file as a whole.
        public static Bilingual NotFound(string path) => new(
            $"Không tìm thấy tệp {Name(path)}. Hãy kiểm tra lại tên và thư mục.",
            $"File {Name(path)} was not found. Check its name and folder.");

        public static Bilingual Locked(string path) => new(
            $"Không mở được tệp {Name(path)}: tệp đang bị chương trình khác khóa hoặc không có quyền đọc. "
                + "Hãy đóng tệp rồi chạy lại.",
            $"File {Name(path)} cannot be opened: another program locks it, or reading is not permitted. "
                + "Close it and try again.");

        public static Bilingual IsFolder(string path) => new(
            $"{Name(path)} là một thư mục, không phải tệp bảng tính. Hãy chỉ rõ tệp .xlsx trong thư mục đó.",
            $"{Name(path)} is a folder, not a workbook. Name the .xlsx file in it.");

        public static Bilingual Empty(string path) => new(
            $"Tệp {Name(path)} rỗng (0 byte). Hãy kiểm tra lại bản sao.",
            $"File {Name(path)} is empty (0 bytes). Check your copy.");

        public static Bilingual TooLarge(string path, long megabytes) => new(
            $"Tệp {Name(path)} lớn hơn {megabytes} MB. Hãy bỏ hình ảnh, trang tính không cần thiết hoặc chia "
                + "thành nhiều tệp.",
            $"File {Name(path)} is larger than {megabytes} MB. Remove pictures and sheets not needed, or split it.");

        public static Bilingual Bomb(string path, long megabytes) => new(
            $"Tệp {Name(path)} khi giải nén lớn hơn {megabytes} MB nên không được đọc. "
                + "Hãy chép dữ liệu sang mẫu mới rồi gửi lại.",
            $"File {Name(path)} unpacks to more than {megabytes} MB and is not read. Copy the data into a new "
                + "template.");

        public static Bilingual TooManyRows(string sheet, int rows) => new(
            $"Trang tính \"{sheet}\" có hơn {Count(rows)} dòng. Hãy chia thành nhiều tệp.",
            $"Sheet \"{sheet}\" has more than {Count(rows)} rows. Split it into several files.");

        public static Bilingual NotAWorkbook(string path) => new(
            $"Tệp {Name(path)} không phải bảng tính Excel (.xlsx). Hãy mở bằng Excel và lưu lại dạng .xlsx.",
            $"File {Name(path)} is not an Excel workbook (.xlsx). Open it in Excel and save it as .xlsx.");

        public static Bilingual OtherFormat(string path, string format) => new(
            $"Tệp {Name(path)} có định dạng {format}. Hãy mở ra, chọn Lưu thành (Save As), kiểu Excel Workbook "
                + "(*.xlsx), rồi gửi tệp vừa lưu.",
            $"File {Name(path)} is of format {format}. Open it, choose Save As, Excel Workbook (*.xlsx), and send "
                + "that file.");

        public static Bilingual Password(string path) => new(
            $"Tệp {Name(path)} được đặt mật khẩu. Hãy mở ra, bỏ mật khẩu, lưu lại rồi gửi.",
            $"File {Name(path)} is protected by a password. Open it, remove the password, save, and send it.");

        public static Bilingual LockFile(string path) => new(
            $"Tệp {Name(path)} là tệp tạm của Excel, không phải bảng tính. Hãy chọn tệp không có \"~$\" ở đầu tên.",
            $"File {Name(path)} is a temporary file of Excel. Choose the file without \"~$\" before its name.");

        public static Bilingual Damaged(string path) => new(
            $"Tệp {Name(path)} bị hỏng hoặc chép chưa xong nên không đọc được. "
                + "Hãy mở bằng Excel để kiểm tra, lưu lại rồi gửi.",
            $"File {Name(path)} is damaged or only half copied. Open it in Excel, save it, and try again.");

        public static Bilingual DocumentType(string path) => new(
            $"Tệp {Name(path)} chứa khai báo XML không được phép (DOCTYPE) nên không được đọc. "
                + "Hãy chép dữ liệu sang mẫu mới.",
            $"File {Name(path)} has an XML document type, which is not allowed. Copy the data into a new template.");

        public static Bilingual NoCommonSheet(string path) => new(
            $"Tệp {Name(path)} thiếu trang tính \"{Names.CommonSheet}\" (tỉnh, kỳ báo cáo, ngày số liệu, đơn vị gửi…). "
                + "Hãy chép trang này từ mẫu.",
            $"File {Name(path)} has no sheet \"{Names.CommonSheet}\" (province, period, date, unit…). "
                + "Copy it from the template.");

        public static Bilingual NoRecordSheet(IEnumerable<string> sheets) => new(
            $"Tệp không có trang tính nào trong số: {string.Join(", ", sheets)}. Hãy dùng mẫu, đổi lại tên "
                + "trang tính, hoặc ghép cột của bảng sẵn có bằng lệnh: map --from TỆP.",
            $"The file has none of the sheets {string.Join(", ", sheets)}. Use the template, rename the sheets, or "
                + "match the columns of your own tables: map --from FILE.");

        public static Bilingual NoRows(string path) => new(
            $"Tệp {Name(path)} chưa có dòng dữ liệu nào dưới các tiêu đề cột. Hãy nhập dữ liệu rồi gửi lại.",
            $"File {Name(path)} has no row of data below the headings. Enter data and send it again.");

        public static Bilingual Changed(string path) => new(
            $"Tệp {Name(path)} đã thay đổi sau khi được đọc nên không ghi kết quả vào bản sao được. Hãy chạy lại lệnh.",
            $"File {Name(path)} has changed since it was read: results cannot be written beside it. Run the "
                + "command again.");

        public static Bilingual CannotWrite(string path) => new(
            $"Không ghi được tệp {Name(path)}: đĩa đầy, hoặc thư mục không có hay không cho ghi. Hãy giải phóng dung "
                + "lượng hoặc dùng thư mục khác rồi chạy lại.",
            $"File {Name(path)} cannot be written: the disk is full, or the folder is missing or not writable. Free "
                + "some space or use another folder, and run this again.");

        public static Bilingual WrittenElsewhere(string path, string instead) => new(
            $"Tệp {Name(path)} đang mở nên không ghi đè được; kết quả được ghi vào {Name(instead)}.",
            $"File {Name(path)} is open elsewhere; the result was written to {Name(instead)} instead.");

        // The common information and units.
        public static Bilingual CommonValue(CellProblem problem, CellRef at) => new(
            $"{Place(at).Vi}: {problem.Message.Vi} {problem.Cure.Vi}",
            $"{Place(at).En}: {problem.Message.En} {problem.Cure.En}");

        public static Bilingual CommonMissing(string label, CellRef? at) => at is { } cell
            ? new($"{Place(cell).Vi}: chưa điền «{label}». Hãy điền ô này rồi chạy lại.",
                $"{Place(cell).En}: «{label}» is not given. Fill in this cell and run the command again.")
            : new($"Trang \"{Names.CommonSheet}\" thiếu mục «{label}». Hãy thêm mục này như trong mẫu rồi chạy lại.",
                $"Sheet \"{Names.CommonSheet}\" lacks the item «{label}». Add it as in the template and run the "
                    + "command again.");

        public static Bilingual UnknownUnit(string unit, CellRef at) => new(
            $"{Place(at).Vi}: không hiểu đơn vị tính tiền «{unit}». Hãy chọn đồng, nghìn đồng, triệu đồng hoặc "
                + "tỷ đồng.",
            $"{Place(at).En}: unknown unit of money «{unit}». Choose đồng, nghìn đồng, triệu đồng or tỷ đồng.");

        public static Bilingual NoUnit(string label, CellRef at) => new(
            $"{Place(at).Vi}: chưa biết cột «{label}» tính bằng đồng hay triệu đồng. "
                + $"Hãy ghi đơn vị trong tiêu đề cột, ví dụ «{label} (triệu đồng)», hoặc thêm vào lệnh: "
                + $"--unit \"triệu đồng\"; tệp theo mẫu thì chọn \"{Names.UnitLabel}\" trên trang "
                + $"\"{Names.CommonSheet}\", tệp ánh xạ thì ghi ở mục unit.",
            $"{Place(at).En}: the unit of column «{label}» is not known. Write it into the heading, e.g. «{label} "
                + "(triệu đồng)», or add --unit \"triệu đồng\"; in a file made from the template choose it on sheet "
                + $"\"{Names.CommonSheet}\", with a mapping give unit there.");

        public static Bilingual UnitsDisagree(string label, CellRef at, MoneyUnit heading, MoneyUnit common) => new(
            $"{Place(at).Vi}: tiêu đề cột «{label}» ghi {heading.Name} nhưng trang \"{Names.CommonSheet}\" ghi "
                + $"{common.Name}. Hãy sửa cho thống nhất.",
            $"{Place(at).En}: the heading of column «{label}» says {heading.Name}, sheet \"{Names.CommonSheet}\" says "
                + $"{common.Name}. Make them agree.");

        // Sheets, headings, rows.
        public static (Bilingual, Bilingual) UnknownLabel(string label, string nearest) => (
            new($"Không hiểu mục «{label}».", $"Unknown item «{label}»."),
            new($"Có phải «{nearest}»? Hãy sửa lại tên mục.", $"Did you mean «{nearest}»?"));

        public static (Bilingual, Bilingual) UnknownHeading(string sheet, string heading, string? nearest) => (
            new($"Không hiểu tiêu đề cột «{heading}» trên trang \"{sheet}\": cột này không được đọc.",
                $"Unknown heading «{heading}» on sheet \"{sheet}\": the column is not read."),
            nearest is null
                ? new("Nếu cột này chỉ để ghi chú thì không cần sửa.",
                    "Nothing to do if the column is a note of yours.")
                : new($"Có phải «{nearest}»? Hãy sửa lại tiêu đề cột.", $"Did you mean «{nearest}»?"));

        public static (Bilingual, Bilingual) DuplicateHeading(string sheet, string heading, int column) => (
            new($"Tiêu đề cột «{heading}» có hai lần trên trang \"{sheet}\": chỉ cột {CellName.Letters(column)} "
                + "được đọc.",
                $"Heading «{heading}» stands twice on sheet \"{sheet}\": only column {CellName.Letters(column)} "
                    + "is read."),
            new("Hãy xóa cột thừa hoặc sửa tiêu đề.", "Delete the second column or mend its heading."));

        public static (Bilingual, Bilingual) MissingHeading(string sheet, string label) => (
            new($"Trang \"{sheet}\" thiếu cột bắt buộc «{label}».", $"Sheet \"{sheet}\" lacks the column «{label}»."),
            new("Hãy thêm cột này như trong mẫu.", "Add the column as in the template."));

        public static Bilingual NoHeadings(string path, string sheet, int row) => new(
            $"Tệp {Name(path)}: trang \"{sheet}\" không có dòng tiêu đề cột (dòng {row} không có tiêu đề nào của mẫu). "
                + "Hãy chép dòng tiêu đề từ mẫu vào ngay trên dữ liệu.",
            $"File {Name(path)}: sheet \"{sheet}\" has no row of headings (row {row} has none of the template's). "
                + "Copy the headings from the template to just above the data.");

        public static (Bilingual, Bilingual) NoParentSheet(string sheet, string parent, int rows) => (
            new($"Trang \"{sheet}\" có {Count(rows)} dòng nhưng tệp không có dòng nào trên trang \"{parent}\" "
                + "để các dòng đó thuộc về.",
                $"Sheet \"{sheet}\" has {Count(rows)} rows, but the file has no row on sheet \"{parent}\" "
                    + "to which they could belong."),
            new($"Hãy thêm trang \"{parent}\" hoặc sửa lại tên của nó. Các dòng này chưa được gửi.",
                $"Add sheet \"{parent}\" or mend its name. These rows were not sent."));

        public static (Bilingual, Bilingual) MissingSheets(IReadOnlyList<string> sheets) => (
            new($"Tệp không có trang tính: {string.Join(", ", sheets)}.",
                $"The file lacks these sheets: {string.Join(", ", sheets)}."),
            new("Nếu kỳ này không có số liệu loại đó thì không cần sửa.", "Nothing to do if there are no such data."));

        public static (Bilingual, Bilingual) UnreadSheet(string sheet, string? nearest) => (
            new($"Trang tính \"{sheet}\" không được đọc.", $"Sheet \"{sheet}\" is not read."),
            nearest is null
                ? new("Nếu trang này chỉ dùng nội bộ thì không cần sửa.", "Nothing to do if the sheet is yours alone.")
                : new($"Có phải trang «{nearest}»? Hãy đổi lại tên trang tính.",
                    $"Did you mean «{nearest}»? Rename it."));

        public static (Bilingual, Bilingual) NoParent(string sheet, string key) => (
            key.Length == 0
                ? new($"Dòng này chưa ghi thuộc dòng nào của trang \"{sheet}\".",
                    $"The row does not say to which row of sheet \"{sheet}\" it belongs.")
                : new($"Trang \"{sheet}\" không có dòng nào ứng với «{key}».",
                    $"Sheet \"{sheet}\" has no row for «{key}»."),
            new($"Hãy ghi đúng mã như trên trang \"{sheet}\". Dòng này chưa được gửi.",
                $"Give the code as on sheet \"{sheet}\". This row was not sent."));

        public static (Bilingual, Bilingual) AmbiguousParent(string sheet, string key, string missing) => (
            new($"Trang \"{sheet}\" có nhiều dòng ứng với «{key}».",
                $"Sheet \"{sheet}\" has several rows for «{key}»."),
            missing.Length > 0
                ? new($"Hãy điền thêm: {missing}. Dòng này chưa được gửi.",
                    $"Also give: {missing}. This row was not sent.")
                : new($"Hãy bỏ dòng trùng trên trang \"{sheet}\". Dòng này chưa được gửi.",
                    $"Remove the duplicate on sheet \"{sheet}\". This row was not sent."));

        public static (Bilingual, Bilingual) HeldBack(string sheet, int row) => (
            new($"Chưa gửi vì dòng {row} trang \"{sheet}\" có thể thuộc bản ghi này hoặc một bản ghi khác.",
                $"Not sent: row {row} of sheet \"{sheet}\" may belong to this record or to another one."),
            new($"Hãy sửa dòng {row} trang \"{sheet}\" cho rõ thuộc bản ghi nào, hoặc bỏ dòng trùng, rồi gửi lại.",
                $"Make row {row} of sheet \"{sheet}\" name one record, or remove the duplicate, and send again."));

        public static (Bilingual, Bilingual) DuplicateKey(string key, CellRef first) => (
            new($"Dòng này trùng với dòng {first.Row}: {Names.Record(key).Vi}.",
                $"The row is for the same record as row {first.Row}: {Names.Record(key).En}."),
            new("Hãy chỉ giữ một dòng.", "Keep one row."));

        /// <summary>A cell as a clerk looks for it.</summary>
        /// <param name="cell">The cell; column 0 = its row.</param>
        public static Bilingual Place(CellRef cell) => cell.Column == 0
            ? new($"Trang \"{cell.Sheet}\" dòng {cell.Row}", $"Sheet \"{cell.Sheet}\" row {cell.Row}")
            : new($"Trang \"{cell.Sheet}\" ô {CellName.Of(cell.Row, cell.Column)}",
                $"Sheet \"{cell.Sheet}\" cell {CellName.Of(cell.Row, cell.Column)}");

        private static string Name(string path) => $"\"{Path.GetFileName(path)}\"";

        private static string Count(int number) =>
            number.ToString("#,##0", CultureInfo.InvariantCulture).Replace(',', '.');
    }
}
