using Google.Protobuf.Reflection;
using KcExchange.Agent.Sources;
using KcExchange.V1;

namespace KcExchange.Agent;

/// <summary>What a file is, and what to do with one that is something else.</summary>
internal static partial class Messages
{
    /// <summary>Formats of files.</summary>
    internal static class Formats
    {
        public static Bilingual AList { get; } = new("một mảng […]", "an array […]");

        // Files that are not read.
        public static Bilingual NoTable(string path, string format) => new(
            $"Tệp {Name(path)} là tệp {format}, không phải bảng tính. Hãy gửi chính tệp bảng tính: mở bằng Excel, chọn "
                + "Lưu thành (Save As), kiểu Excel Workbook (*.xlsx).",
            $"File {Name(path)} is a {format} file, not a workbook. Send the workbook itself, saved as Excel Workbook "
                + "(*.xlsx).");

        public static Bilingual Archive(string path) => new(
            $"Tệp {Name(path)} là tệp nén (.zip), không phải bảng tính. Hãy giải nén rồi gửi từng tệp .xlsx bên trong.",
            $"File {Name(path)} is an archive (.zip), not a workbook. Unpack it and send each .xlsx file in it.");

        public static Bilingual Markup(string path, string format) => new(
            $"Tệp {Name(path)} thực ra là {format} do phần mềm xuất ra, dù tên tệp có đuôi {Ending(path)}. Hãy mở bằng "
                + "Excel, chọn Lưu thành (Save As), kiểu Excel Workbook (*.xlsx), rồi gửi tệp vừa lưu.",
            $"File {Name(path)} is in truth {format} that a program exported, whatever its ending {Ending(path)} says. "
                + "Open it in Excel, choose Save As, Excel Workbook (*.xlsx), and send that file.");

        public static Bilingual Bomb(string path) => new(
            $"Tệp {Name(path)} phình to bất thường khi giải nén nên không được đọc. Hãy chép dữ liệu sang mẫu mới rồi "
                + "gửi lại.",
            $"File {Name(path)} grows beyond all measure when unpacked and is not read. Copy the data into a new "
                + "template and send that.");

        public static Bilingual NoResult(string path) => new(
            $"Không ghi được tệp kết quả: tệp {Name(path)} có phần bị hỏng (hình, ghi chú, định dạng…). Hãy mở bằng "
                + "Excel, lưu thành tệp .xlsx mới rồi chạy lại.",
            $"The result cannot be written: parts of file {Name(path)} are damaged (pictures, notes, styles…). Open it "
                + "in Excel, save it as a new .xlsx file and run this again.");

        public static Bilingual StillWritten(string path) => new(
            $"Tệp {Name(path)} đang được ghi hoặc đang chép dở nên chưa đọc được. Hãy chờ chép xong rồi chạy lại.",
            $"File {Name(path)} is still being written or copied. Wait until that is done and try again.");

        // What a file was taken for.
        public static (Bilingual, Bilingual) OtherEnding(string path, string format) => (
            new($"Tên tệp {Name(path)} có đuôi {Ending(path)} nhưng nội dung là {format}: đã đọc theo nội dung.",
                $"The name of {Name(path)} ends with {Ending(path)}, the content is {format}: it was read as such."),
            new("Không cần sửa; nên đặt lại đuôi tệp cho đúng.", "Nothing to do; better give it its right ending."));

        public static (Bilingual, Bilingual) CsvRecognised(char? separator, string encoding, string sheet) => (
            new($"Đã nhận: {SeparatorName(separator).Vi}, bảng mã {encoding}, bảng \"{sheet}\".",
                $"Recognised: {SeparatorName(separator).En}, encoding {encoding}, table \"{sheet}\"."),
            new("Nếu chữ hoặc cột bị sai, hãy chạy lại với --encoding hoặc --separator.",
                "If letters or columns are wrong, run this again with --encoding or --separator."));

        public static (Bilingual, Bilingual) JsonRecognised(string encoding, int remarks) => (
            new($"Đã nhận: JSON lines, bảng mã {encoding}"
                + (remarks > 0 ? $"; bỏ qua {remarks} dòng ghi chú (# hoặc //)." : "."),
                $"Recognised: JSON lines, encoding {encoding}"
                    + (remarks > 0 ? $"; {remarks} lines of remarks (# or //) are left out." : ".")),
            new("Nếu chữ bị sai, hãy chạy lại với --encoding.",
                "If letters are wrong, run this again with --encoding."));

        public static (Bilingual, Bilingual) OldExcelRecognised { get; } = (
            new("Đã nhận: tệp Excel cũ (.xls).", "Recognised: a workbook of the old Excel format (.xls)."),
            new("Tệp kết quả là .xlsx có cùng các ô ở cùng chỗ; màu, phông chữ và công thức không được giữ. "
                + "Muốn giữ thì mở tệp bằng Excel, lưu thành .xlsx rồi gửi.",
                "The result is an .xlsx with the same cells at the same places; colours, fonts and formulas are not "
                    + "kept. To keep them, save the file as .xlsx in Excel and send that."));

        // What lies beside the tables.
        public static (Bilingual, Bilingual) Macros { get; } = (
            new("Tệp có macro: macro không được chạy.", "The file has macros: they are not run."),
            new("Không cần sửa; macro được giữ nguyên trong tệp kết quả .xlsm.",
                "Nothing to do; they are kept as they are in the result, an .xlsm."));

        public static (Bilingual, Bilingual) MacrosLeft { get; } = (
            new("Tệp .xls có macro: macro không được chạy.", "The .xls file has macros: they are not run."),
            new("Không cần sửa; tệp kết quả .xlsx không có macro.",
                "Nothing to do; the result, an .xlsx, is without them."));

        public static (Bilingual, Bilingual) ExternalLinks { get; } = (
            new("Tệp có công thức liên kết sang tệp khác: liên kết không được mở, giá trị đã lưu trong tệp được dùng.",
                "The file has formulas that refer to other files: those are not opened, the stored values are used."),
            new("Nếu số liệu gốc đã đổi, hãy mở tệp bằng Excel, cập nhật liên kết, lưu rồi gửi lại.",
                "If the other files have changed, update the links in Excel, save, and send it again."));

        public static (Bilingual, Bilingual) HiddenSheet(string sheet, bool very) => (
            new($"Trang \"{sheet}\" đang bị ẩn nhưng vẫn được đọc.", $"Sheet \"{sheet}\" is hidden, but was read."),
            very
                ? new("Muốn xem: bấm Alt+F11, chọn trang, đổi Visible thành xlSheetVisible.",
                    "To see it: press Alt+F11, choose the sheet, set Visible to xlSheetVisible.")
                : new("Muốn xem: bấm chuột phải vào tên một trang, chọn Bỏ ẩn (Unhide).",
                    "To see it: right-click the name of a sheet and choose Unhide."));

        // Text.
        public static Bilingual NotText(string path) => new(
            $"Tệp {Name(path)} có ký tự không thuộc văn bản (byte 0 hoặc mã điều khiển): không phải tệp văn bản, hoặc "
                + "chép chưa xong. Hãy xuất hoặc chép lại tệp, hoặc lưu thành .xlsx.",
            $"File {Name(path)} holds characters that no text has (zero bytes, control codes): it is no text, or only "
                + "half copied. Export or copy it again, or save it as .xlsx.");

        public static Bilingual NotOfEncoding(string path, string encoding, int line) => new(
            $"Tệp {Name(path)} dòng {line}: có byte không đúng bảng mã {encoding}. Hãy chọn bảng mã khác bằng "
                + "--encoding, hoặc lưu lại tệp dạng UTF-8.",
            $"File {Name(path)} line {line}: a byte is not of encoding {encoding}. Choose another with --encoding, or "
                + "save the file as UTF-8.");

        public static Bilingual UnknownEncoding(string name) => new(
            $"Không biết bảng mã «{name}». Hãy dùng utf-8, utf-16, windows-1258 hoặc windows-1252 cho --encoding.",
            $"Unknown encoding «{name}». Use utf-8, utf-16, windows-1258 or windows-1252 for --encoding.");

        public static Bilingual OpenQuote(string path, int line) => new(
            $"Tệp {Name(path)} dòng {line}: dấu nháy kép (\") mở ra mà không đóng đến hết tệp. "
                + "Hãy đóng hoặc bỏ dấu đó; nếu tệp chép chưa xong thì chép lại.",
            $"File {Name(path)} line {line}: a quote (\") opens and never closes. Close or remove it; if the file is "
                + "only half copied, copy it again.");

        public static Bilingual UnknownTable(string path, IReadOnlyList<string> headings) => new(
            $"Tệp {Name(path)}: không biết đây là bảng nào, vì dòng đầu «{Start(headings)}» không có tiêu đề cột của "
                + "mẫu. Hãy dùng tiêu đề cột như trong mẫu, hoặc chỉ ra bằng tệp ánh xạ (--map).",
            $"File {Name(path)}: which table this is cannot be told, for its first line «{Start(headings)}» has no "
                + "heading of the template. Use the template's headings, or name them in a mapping file (--map).");

        public static Bilingual MissingEnvelope(string path, IReadOnlyList<string> labels) => new(
            $"Tệp {Name(path)} chưa cho biết: {string.Join(", ", labels)}. Hãy thêm các cột này, mỗi dòng một giá trị, "
                + "hoặc ghi trong mục common của tệp ánh xạ (--map).",
            $"File {Name(path)} does not give: {string.Join(", ", labels)}. Add these columns, with a value in each "
                + "line, or give them under common in a mapping file (--map).");

        public static Bilingual EmptyEnvelope(string path, string label, int line) => new(
            $"Tệp {Name(path)} dòng {line}: cột «{label}» để trống. Hãy điền ở mọi dòng, hoặc ghi một lần trong mục "
                + "common của tệp ánh xạ (--map).",
            $"File {Name(path)} line {line}: column «{label}» is empty. Fill it in every line, or give it once under "
                + "common in a mapping file (--map).");

        public static (Bilingual, Bilingual) BadQuote(int line) => (
            new($"Dòng {line}: dấu nháy kép (\") đặt sai chỗ nên không rõ giá trị bắt đầu và kết thúc ở đâu.",
                $"Line {line}: a quote (\") is misplaced; where the value begins and ends cannot be told."),
            new("Hãy đặt cả giá trị trong nháy kép và viết dấu nháy bên trong thành hai dấu (\"\").",
                "Put the whole value in quotes, and write a quote within it twice (\"\")."));

        public static (Bilingual, Bilingual) ExtraValues(int line, int values, int columns) => (
            new($"Dòng {line} có {values} giá trị nhưng bảng chỉ có {columns} cột: các giá trị có thể lệch cột.",
                $"Line {line} has {values} values, the table {columns} columns: values may be in the wrong column."),
            new("Giá trị nào chứa dấu phân cách thì hãy đặt trong nháy kép (\").",
                "Put a value that holds the separator in quotes (\")."));

        public static (Bilingual, Bilingual) NoLists(IReadOnlyList<string> lists) => (
            new($"Tệp CSV chỉ có một bảng, không có các bảng con: {string.Join(", ", lists)}. Bản ghi đã gửi trước đây "
                + "sẽ mất các dòng con đã có.",
                $"A CSV file is one table, without {string.Join(", ", lists)}. Records sent before lose the rows that "
                    + "they have there."),
            new("Nếu có số liệu con, hãy gửi bằng tệp .xlsx theo mẫu.",
                "If there are such data, send them in an .xlsx file made from the template."));

        // JSON lines.
        public static Bilingual NoLines(string path) => new(
            $"Tệp {Name(path)} không có bản ghi nào. Hãy ghi mỗi dòng một bản ghi JSON.",
            $"File {Name(path)} has no record. Write one JSON record a line.");

        public static Bilingual NoCells(string path) => new(
            $"Tệp {Name(path)} là JSON lines nên không cần tệp ánh xạ. Hãy chạy check hoặc submit với chính tệp này.",
            $"File {Name(path)} is JSON lines and needs no mapping. Run check or submit with the file itself.");

        public static Bilingual NotOnLines(string path) => new(
            $"Tệp {Name(path)} là JSON nhưng không phải mỗi dòng một bản ghi. Hãy xuất dạng JSON lines: mỗi bản ghi "
                + "trọn trên một dòng {…}, không có dấu [ ] bao ngoài.",
            $"File {Name(path)} is JSON, but not one record a line. Export JSON lines: each record whole on one line "
                + "{…}, without [ ] around them.");

        public static (Bilingual, Bilingual) NoJson(int line, int position) => (
            new($"Dòng {line}, vị trí {position}: không đúng cú pháp JSON.",
                $"Line {line}, position {position}: this is no JSON."),
            new("Cần một bản ghi trọn vẹn {…} trên một dòng; nếu là dòng cuối, có thể tệp chép chưa xong.",
                "A whole record {…} on one line is expected; if it is the last line, the file may be half copied."));

        public static (Bilingual, Bilingual) NoObject(int line) => (
            new($"Dòng {line}, vị trí 1: không phải một bản ghi.", $"Line {line}, position 1: this is no record."),
            new("Cần một đối tượng JSON {…} theo ExchangeRecord.",
                "A JSON object {…} like ExchangeRecord is expected."));

        public static (Bilingual, Bilingual) NoBody(int line, IEnumerable<string> kinds) => (
            new($"Dòng {line}: bản ghi không có nội dung.", $"Line {line}: the record has no body."),
            new($"Cần một trong các mục: {string.Join(", ", kinds)}.",
                $"One of {string.Join(", ", kinds)} is expected."));

        public static (Bilingual, Bilingual) UnknownMember(int line, int position, string name, string? nearest) => (
            new($"Dòng {line}, vị trí {position}: không có trường «{name}».",
                $"Line {line}, position {position}: there is no field «{name}»."),
            nearest is null
                ? new("Hãy bỏ trường này hoặc dùng tên trong hợp đồng dữ liệu.",
                    "Remove it or use a name of the contract.")
                : new($"Có phải «{nearest}»?", $"Did you mean «{nearest}»?"));

        public static (Bilingual, Bilingual) MemberTwice(int line, int position, string name) => (
            new($"Dòng {line}, vị trí {position}: trường «{name}» có hai lần.",
                $"Line {line}, position {position}: field «{name}» is given twice."),
            new("Hãy chỉ giữ một giá trị.", "Keep one value."));

        public static (Bilingual, Bilingual) TwoBodies(int line, int position, IEnumerable<string> names) => (
            new($"Dòng {line}, vị trí {position}: một bản ghi có hai nội dung.",
                $"Line {line}, position {position}: a record with two bodies."),
            new($"Chỉ được có một trong các mục: {string.Join(", ", names)}.",
                $"Only one of {string.Join(", ", names)} is allowed."));

        public static (Bilingual, Bilingual) Mismatch(int line, int position, string name, Bilingual expected) => (
            new($"Dòng {line}, vị trí {position}: giá trị của «{name}» không đúng kiểu.",
                $"Line {line}, position {position}: the value of «{name}» is of the wrong type."),
            new($"Cần {expected.Vi}.", $"Expected: {expected.En}."));

        /// <summary>What JSON of a field looks like.</summary>
        /// <param name="field">The field, or an entry of it.</param>
        public static Bilingual Expected(FieldDescriptor field) => field.FieldType switch
        {
            FieldType.Message when field.MessageType == CivilDate.Descriptor => new(
                "ngày dạng {\"year\": 2026, \"month\": 9, \"day\": 30}",
                "a day like {\"year\": 2026, \"month\": 9, \"day\": 30}"),
            FieldType.Message => new("một đối tượng {…}", "an object {…}"),
            FieldType.String => new("chữ trong dấu nháy kép", "text in quotes"),
            FieldType.Bool => new("true hoặc false", "true or false"),
            FieldType.Enum => Enum(field),
            _ => new("một số nguyên, không có dấu phân cách", "a whole number without separators"),
        };

        private static Bilingual Enum(FieldDescriptor field)
        {
            var names = string.Join(", ", field.EnumType.Values.Select(value => value.Name));
            return new($"một trong: {names}", $"one of: {names}");
        }

        private static Bilingual SeparatorName(char? separator) => separator switch
        {
            ',' => new("phân cách dấu phẩy", "separated by commas"),
            ';' => new("phân cách chấm phẩy", "separated by semicolons"),
            '\t' => new("phân cách tab", "separated by tabs"),
            null => new("một cột", "one column"),
            var other => new($"phân cách {other}", $"separated by {other}"),
        };

        private static string Start(IReadOnlyList<string> headings)
        {
            var start = string.Join(" | ", headings.Take(4).Select(heading => heading.Trim()));
            return start.Length <= 80 ? start : start[..79] + "…";
        }

        private static string Name(string path) => $"\"{Path.GetFileName(path)}\"";

        private static string Ending(string path) =>
            Path.GetExtension(path) is { Length: > 0 } ending ? ending : "—";
    }
}
