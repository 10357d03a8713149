using KcExchange.Agent.Sources;
using KcExchange.Agent.Sources.Mapping;

namespace KcExchange.Agent;

/// <summary>What the command map says and asks, and the comments of the file that it writes.</summary>
internal static partial class Messages
{
    /// <summary>The command map.</summary>
    internal static partial class Mapping
    {
        public static Bilingual NothingRecognised(string path) => new(
            $"Không nhận ra bảng nào trong tệp {Name(path)}: không trang nào có ít nhất hai tiêu đề cột quen thuộc "
                + "trong 30 dòng đầu. Hãy kiểm tra lại tệp, hoặc viết tệp ánh xạ theo docs/MAPPING.md.",
            $"No table is recognised in file {Name(path)}: no sheet has two familiar headings in its first 30 rows. "
                + "Check the file, or write the mapping by docs/MAPPING.md.");

        public static Bilingual NotYaml(string path) => new(
            $"Tên tệp ánh xạ {Name(path)} phải có đuôi .yaml hoặc .yml.",
            $"The name of mapping file {Name(path)} must end with .yaml or .yml.");

        public static Bilingual Sheet { get; } = new("Trang tính", "Sheet");

        public static Bilingual Column { get; } = new("Cột", "Column");

        public static Bilingual Heading { get; } = new("Tiêu đề", "Heading");

        public static Bilingual Field { get; } = new("→ Trường", "→ Field");

        public static Bilingual SureHeading { get; } = new("Chắc", "Sure");

        public static Bilingual ReasonHeading { get; } = new("Vì", "Why");

        public static Bilingual Example { get; } = new("Ví dụ", "Example");

        public static Bilingual Because(Reason reason) => reason switch
        {
            Reason.Heading => new("tiêu đề", "heading"),
            Reason.Content => new("nội dung", "content"),
            Reason.Both => new("cả hai", "both"),
            _ => new("", ""),
        };

        public static Bilingual NotRead { get; } = new("(không đọc)", "(not read)");

        public static Bilingual Perhaps(string label) => new($"? {label}", $"? {label}");

        public static Bilingual NoTable { get; } = new("(không nhận ra bảng)", "(no table recognised)");

        public static Bilingual Ask { get; } = new(
            "Ghi tệp ánh xạ như bảng trên?", "Write the mapping as shown above?");

        public static Bilingual HowToAccept(string command) => new(
            $"Chưa ghi gì. Nếu đồng ý với bảng trên, hãy chạy: {command}",
            $"Nothing was written. If you agree with the table, run: {command}");

        public static Bilingual Written(string path) => new(
            $"Đã ghi tệp ánh xạ: {path}", $"Mapping written: {path}");

        public static Bilingual NextStep(string command) => new(
            $"Hãy mở tệp đó, điền các mục còn trống và xem các dòng có dấu #, rồi chạy: {command}",
            $"Open it, fill what is empty, look through the lines with #, then run: {command}");

        public static Bilingual AskUnit(string label, CellRef at) => new(
            $"{Workbook.Place(at).Vi}: cột «{label}» và các cột tiền khác không ghi đơn vị. "
                + "Số tiền trong tệp tính bằng:",
            $"{Workbook.Place(at).En}: column «{label}» and other money columns give no unit. "
                + "Amounts in the file are in:");

        public static Bilingual UnitChoice(MoneyUnit unit, string example, string dong) => example.Length == 0
            ? new(unit.Name, unit.Name)
            : new($"{unit.Name}   ({example} nghĩa là {dong} đồng)", $"{unit.Name}   ({example} means {dong} đồng)");

        // Comments of the file.
        public static Bilingual FileHead(string book) => new(
            $"Tệp ánh xạ: cách đọc {book}. Xem lại, điền chỗ trống, bỏ dấu # ở dòng cần dùng.\n"
                + "Mọi cách ghi được giải thích trong docs/MAPPING.md.",
            $"Mapping: how {book} is read. Look through it, fill what is empty, remove # where a line is right.");

        public static Bilingual FileUnit { get; } = new(
            "unit: đơn vị tính tiền khi bảng không ghi: đồng, nghìn đồng, triệu đồng, tỷ đồng.\n"
                + "Để trống: chương trình sẽ hỏi.",
            "unit: unit of money where the table gives none. Empty: the program asks.");

        public static Bilingual FileCommon { get; } = new(
            "common: thông tin chung cho mọi dòng (dấu * là bắt buộc).",
            "common: what holds for all rows (* = needed).");

        public static Bilingual FileHasCommon { get; } = new(
            $"common: tệp đã có trang \"{Names.CommonSheet}\" nên không cần điền ở đây.",
            $"common: the workbook has the sheet \"{Names.CommonSheet}\", nothing is needed here.");

        public static Bilingual FileSheets { get; } = new(
            "name: tên trang, có thể dùng * (\"Quý *\"). kind: bảng bản ghi; list: bảng con.\n"
                + "headings: dòng tiêu đề, từ-đến. first_row: dòng dữ liệu đầu tiên.\n"
                + "skip: bỏ dòng có chữ này ở cột này. fixed: giá trị chung cho cả trang.\n"
                + "columns: heading (tiêu đề, nhiều tầng nối bằng \" > \") hoặc column (chữ cái) → field; kèm\n"
                + "  unit: đơn vị tiền của cột; values: \"từ của bảng\": MÃ; split: tách một cột thành nhiều trường;\n"
                + "  ignore: true.\n"
                + "Dòng cộng, dòng đánh số cột, phần ký tên được tự bỏ qua và báo lại khi kiểm tra.",
            "name: sheet, * allowed. kind: records; list: entries of a list.\n"
                + "headings: their rows, from-to. first_row: first row of data.\n"
                + "skip: rows with this text in this column. fixed: the same for all rows.\n"
                + "columns: heading (levels joined by \" > \") or column (letters) → field; with\n"
                + "  unit: its unit of money; values: \"own word\": CODE; split: one column over several fields;\n"
                + "  ignore: true.\n"
                + "Sums, column numbers and signatures are left out by themselves, and said.");

        public static Bilingual FileNoTable { get; } = new("không nhận ra bảng", "no table recognised");

        public static Bilingual FileList(string list) => new(
            $"Cùng trang đó, mỗi dòng kèm một dòng của bảng con \"{list}\".",
            $"The same sheet: each row also holds an entry of \"{list}\".");

        public static Bilingual FileListWithoutKey(string key) => new(
            $"Chưa ghép được vì trang không có cột «{key}»: hãy thêm cột đó vào bảng rồi chạy lại lệnh map.",
            $"Cannot be read: the sheet has no column «{key}». Add it to the table and run map again.");

        public static Bilingual FileDoubtful { get; } = new(
            "Chưa chắc: bỏ dấu # và chỉ giữ một dòng field đúng, hoặc ghi ignore: true.",
            "Doubtful: remove # and keep the one right field, or put ignore: true.");

        public static Bilingual FileWords(string label, string codes) => new(
            $"Những từ dưới đây chưa rõ là mã nào của «{label}» ({codes}): điền mã rồi bỏ dấu #.",
            "Words that no code is known for: give the code and remove #.");
    }
}
