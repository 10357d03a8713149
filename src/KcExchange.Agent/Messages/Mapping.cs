using System.Globalization;
using KcExchange.Agent.Sources;

namespace KcExchange.Agent;

/// <summary>Sentences on workbooks that are laid out otherwise than the template, and on mapping files.</summary>
internal static partial class Messages
{
    /// <summary>Mapping files, and rows and cells of a table that are no data.</summary>
    internal static partial class Mapping
    {
        // The mapping file.
        public static Bilingual NotFound(string path) => new(
            $"Không đọc được tệp ánh xạ {Name(path)}. Hãy kiểm tra tên và thư mục ghi sau --map.",
            $"Mapping file {Name(path)} cannot be read. Check the name and folder behind --map.");

        public static Bilingual TooLarge(string path) => new(
            $"Tệp ánh xạ {Name(path)} lớn hơn 1 MB nên không phải tệp ánh xạ. Hãy kiểm tra tên ghi sau --map.",
            $"Mapping file {Name(path)} is larger than 1 MB, so it is none. Check the name behind --map.");

        /// <summary>No YAML or JSON that can be read.</summary>
        /// <param name="path">The file.</param>
        /// <param name="line">Where.</param>
        /// <param name="what">What is not allowed there; empty = not known.</param>
        public static Bilingual BadSyntax(string path, int line, string what) => new(
            $"Tệp ánh xạ {Name(path)}, dòng {line}: sai cú pháp YAML hoặc JSON"
                + (what.Length == 0 ? ". Hãy kiểm tra khoảng trắng đầu dòng (không dùng phím Tab), dấu hai chấm và "
                    + "dấu ngoặc kép." : $". Hãy bỏ «{what}»: tệp ánh xạ không dùng cách ghi này."),
            $"Mapping file {Name(path)}, line {line}: neither YAML nor JSON as expected"
                + (what.Length == 0 ? ". Check the indentation (blanks, no tabs), colons and quotes."
                    : $". Remove «{what}»: a mapping is written without it."));

        public static Bilingual AtLine(string path, int line, Bilingual sentence) => new(
            $"Tệp ánh xạ {Name(path)}, dòng {line}: {sentence.Vi}",
            $"Mapping file {Name(path)}, line {line}: {sentence.En}");

        public static Bilingual AndMore(int count) => new($"… và {count} lỗi khác.", $"… and {count} more.");

        public static Bilingual BadVersion(string version) => new(
            $"phiên bản «{version}» không đọc được; chương trình này đọc version: 1.",
            $"version «{version}» cannot be read; this program reads version: 1.");

        public static Bilingual NoSheets { get; } = new(
            "chưa có trang tính nào dưới mục sheets.", "no sheet is given under sheets.");

        public static Bilingual Missing(string key) => new($"thiếu mục «{key}».", $"«{key}» is missing.");

        public static Bilingual NoMembers { get; } = new(
            "ở đây cần các mục dạng «tên: giá trị».", "named values («name: value») are expected here.");

        public static Bilingual NoList { get; } = new(
            "ở đây cần một danh sách, mỗi phần tử bắt đầu bằng dấu «-».",
            "a list is expected here, each entry beginning with «-».");

        public static Bilingual NoText { get; } = new("ở đây cần một giá trị.", "one value is expected here.");

        public static Bilingual NoTruth(string text) => new(
            $"«{text}» không hợp lệ: hãy ghi true hoặc false.", $"«{text}» is neither true nor false.");

        public static Bilingual KeyTwice(string key) => new($"«{key}» được ghi hai lần.", $"«{key}» stands twice.");

        public static Bilingual UnknownKey(string key, string? nearest, IEnumerable<string> known) => new(
            $"không hiểu mục «{key}». " + (nearest is null
                ? $"Ở đây chỉ có: {string.Join(", ", known)}." : $"Có phải «{nearest}»?"),
            $"unknown entry «{key}». " + (nearest is null
                ? $"Here there are: {string.Join(", ", known)}." : $"Did you mean «{nearest}»?"));

        public static Bilingual KindOrList { get; } = new(
            "mỗi trang cần đúng một trong hai mục kind hoặc list (hoặc ignore: true).",
            "a sheet needs either kind or list (or ignore: true).");

        public static Bilingual UnknownKind(string name, IEnumerable<string> known) => new(
            $"không có loại bảng «{name}». Hãy chọn: {string.Join(", ", known)}.",
            $"there is no table «{name}». Choose one of: {string.Join(", ", known)}.");

        public static Bilingual UnknownField(string name, string? nearest) => new(
            $"không có trường «{name}» trong bảng này."
                + (nearest is null ? " Hãy ghi tên trường như trong mẫu." : $" Có phải «{nearest}»?"),
            $"this table has no field «{name}»."
                + (nearest is null ? " Use the names of the template." : $" Did you mean «{nearest}»?"));

        public static Bilingual FieldTwice(string path, string label, int line) => new(
            $"trường {path} («{label}») đã được ghép với một cột khác ở dòng {line}. Mỗi trường chỉ lấy từ một cột.",
            $"field {path} («{label}») is already given on line {line}. A field is read from one column.");

        public static Bilingual FieldSplitOrIgnore { get; } = new(
            "mỗi cột cần đúng một trong ba mục: field, split hoặc ignore: true.",
            "a column needs exactly one of field, split or ignore: true.");

        public static Bilingual HeadingOrColumn { get; } = new(
            "hãy chỉ rõ cột bằng heading (tiêu đề) hoặc column (chữ cái), không dùng cả hai.",
            "name the column by heading or by column (its letters), not by both.");

        public static Bilingual BadColumn(string letters) => new(
            $"«{letters}» không phải tên cột của Excel (A, B, … XFD).",
            $"«{letters}» is no column of Excel (A, B, … XFD).");

        public static Bilingual BadRow(string text) => new(
            $"«{text}» không phải số thứ tự dòng.", $"«{text}» is no number of a row.");

        public static Bilingual BadRows(string text, int last) => new(
            $"«{text}» không phải dòng tiêu đề: hãy ghi một số hoặc «từ-đến», ví dụ 4-5, không quá dòng {last}.",
            $"«{text}» is no row of headings: give a number or «from-to», e.g. 4-5, up to row {last}.");

        public static Bilingual RowsOverlap { get; } = new(
            "dòng dữ liệu đầu tiên (first_row) phải nằm dưới các dòng tiêu đề.",
            "first_row must be below the headings.");

        public static Bilingual BadUnit(string text) => new(
            $"không hiểu đơn vị tính tiền «{text}». Hãy ghi đồng, nghìn đồng, triệu đồng hoặc tỷ đồng.",
            $"unknown unit of money «{text}». Write đồng, nghìn đồng, triệu đồng or tỷ đồng.");

        public static Bilingual UnitOfNoMoney(string label) => new(
            $"«{label}» không phải là tiền nên không có đơn vị tính tiền. Hãy bỏ mục unit.",
            $"«{label}» is no money and has no unit of it. Remove unit.");

        public static Bilingual FixedMoney(string name) => new(
            $"«{name}» là số tiền nên không thể giống nhau cho mọi dòng. Hãy ghép với một cột.",
            $"«{name}» is an amount and cannot be the same for all rows. Give it a column.");

        public static Bilingual UnknownCode(
            string code, string label, string? nearest, IReadOnlyList<string> codes) => new(
            $"«{code}» không phải mã của «{label}». " + (nearest is not null ? $"Có phải «{nearest}»?"
                : $"Các mã: {string.Join(", ", codes.Take(15))}{(codes.Count > 15 ? "…" : "")}."),
            $"«{code}» is no code of «{label}». " + (nearest is not null ? $"Did you mean «{nearest}»?"
                : $"Codes: {string.Join(", ", codes.Take(15))}{(codes.Count > 15 ? "…" : "")}."));

        public static Bilingual BadSplit { get; } = new(
            "split cần fields (ít nhất hai trường) và đúng một trong hai mục: by (dấu phân cách) hoặc pattern (biểu "
                + "thức).",
            "split needs fields (two or more) and either by (a separator) or pattern (an expression).");

        public static Bilingual NoGroup(string group) => new(
            $"biểu thức pattern không có nhóm (?<{group}>…).", $"the pattern has no group (?<{group}>…).");

        /// <summary>A pattern that is none.</summary>
        /// <param name="pattern">The pattern.</param>
        /// <param name="at">Characters before the place where it goes wrong; null = it is not supported.</param>
        public static Bilingual BadPattern(string pattern, int? at) => at is { } offset
            ? new($"biểu thức «{pattern}» không dùng được: sai cú pháp sau {offset} ký tự đầu.",
                $"pattern «{pattern}» cannot be used: wrong behind its first {offset} characters.")
            : new($"biểu thức «{pattern}» không dùng được: hãy bỏ phần nhìn trước, nhìn sau (?=, ?!, ?<=) và tham "
                    + "chiếu ngược (\\1).",
                $"pattern «{pattern}» cannot be used: leave out what looks ahead or behind (?=, ?!, ?<=) or refers "
                    + "back (\\1).");

        // Mapping and workbook.
        public static Bilingual NoSuchSheet(string name, IEnumerable<string> sheets) => new(
            $"tệp không có trang tính «{name}». Các trang: {string.Join(", ", sheets)}.",
            $"the workbook has no sheet «{name}». Its sheets: {string.Join(", ", sheets)}.");

        public static Bilingual SheetTwice(string sheet) => new(
            $"trang «{sheet}» được ghép hai lần vào cùng loại bảng, hoặc vào hai loại bản ghi. "
                + "Một trang chỉ chứa một loại bản ghi, kèm các danh sách con của nó.",
            $"sheet «{sheet}» is mapped twice to the same table, or to two kinds of records. "
                + "A sheet holds one kind, with lists of it.");

        public static Bilingual NoSuchHeading(string sheet, string heading, string? nearest) => new(
            $"trang «{sheet}» không có tiêu đề cột «{heading}»."
                + (nearest is null ? " Hãy ghi đúng như trong tệp, hoặc dùng column: chữ cái của cột."
                    : $" Có phải «{nearest}»?"),
            $"sheet «{sheet}» has no heading «{heading}»."
                + (nearest is null ? " Write it as in the workbook, or give column: its letters."
                    : $" Did you mean «{nearest}»?"));

        public static Bilingual HeadingTwice(string sheet, string heading, IEnumerable<string> columns) => new(
            $"trang «{sheet}» có tiêu đề «{heading}» ở các cột {string.Join(", ", columns)}. "
                + "Hãy thay heading bằng column: chữ cái của cột.",
            $"sheet «{sheet}» has heading «{heading}» in columns {string.Join(", ", columns)}. "
                + "Give column: its letters instead of heading.");

        public static Bilingual ColumnTwice(string sheet, string column) => new(
            $"cột {column} của trang «{sheet}» được ghép hai lần. Muốn tách một cột thành nhiều trường, "
                + "hãy dùng split.",
            $"column {column} of sheet «{sheet}» is mapped twice. To take a column apart, use split.");

        public static Bilingual NoHeadingRows(string sheet) => new(
            $"chưa biết dòng tiêu đề của trang «{sheet}»: hãy ghi headings hoặc first_row.",
            $"the rows of headings of sheet «{sheet}» are not known: give headings or first_row.");

        public static Bilingual CommonDisagrees(string label, string mapped, string own) => new(
            $"«{label}» là «{mapped}» nhưng trang \"{Names.CommonSheet}\" ghi «{own}». Hãy sửa cho thống nhất.",
            $"«{label}» is «{mapped}», but sheet \"{Names.CommonSheet}\" says «{own}». Make them agree.");

        public static Bilingual CommonMissing(
            string path, IEnumerable<string> labels, IEnumerable<string> fields) => new(
            $"Chưa biết «{string.Join("», «", labels)}». Hãy điền {string.Join(", ", fields)} dưới mục common của tệp "
                + $"ánh xạ {Name(path)}.",
            $"«{string.Join("», «", labels)}»: not known. Give {string.Join(", ", fields)} under common in mapping "
                + $"file {Name(path)}.");

        public static (Bilingual, Bilingual) NotMapped(string sheet, string heading, string column) => (
            new($"Cột {column} «{heading}» trên trang \"{sheet}\" không có trong tệp ánh xạ nên không được đọc.",
                $"Column {column} «{heading}» of sheet \"{sheet}\" is not in the mapping and is not read."),
            new("Hãy thêm cột này vào tệp ánh xạ, hoặc ghi ignore: true nếu không cần.",
                "Add the column to the mapping, or ignore: true if it is not needed."));

        public static (Bilingual, Bilingual) NotSplit(
            string text, IEnumerable<string> labels, string separator, string pattern) => (
            new($"«{text}» không tách được thành {string.Join(", ", labels.Select(label => $"«{label}»"))}.",
                $"«{text}» cannot be taken apart into {string.Join(", ", labels.Select(label => $"«{label}»"))}."),
            separator.Length > 0
                ? new($"Hãy ghi đủ các phần, ngăn cách bằng «{separator}».",
                    $"Give all parts, separated by «{separator}».")
                : new($"Hãy ghi đúng dạng như các dòng khác (biểu thức trong tệp ánh xạ: {pattern}).",
                    $"Write it in the form of the other rows (pattern of the mapping: {pattern})."));

        // Units.
        public static Bilingual TitleDisagrees(TitleUnit title, MoneyUnit common) => new(
            $"{Workbook.Place(title.At).Vi} ghi đơn vị tính {title.Unit.Name} nhưng trang \"{Names.CommonSheet}\" ghi "
                + $"{common.Name}. Hãy sửa cho thống nhất.",
            $"{Workbook.Place(title.At).En} says {title.Unit.Name}, sheet \"{Names.CommonSheet}\" says {common.Name}. "
                + "Make them agree.");

        public static Bilingual HeadingDisagrees(string label, CellRef at, MoneyUnit heading, TitleUnit title) => new(
            $"{Workbook.Place(at).Vi}: tiêu đề cột «{label}» ghi {heading.Name} nhưng phía trên bảng "
                + $"({Cell(title.At)}) ghi {title.Unit.Name}. Hãy sửa cho thống nhất.",
            $"{Workbook.Place(at).En}: the heading of column «{label}» says {heading.Name}, the rows above the table "
                + $"({Cell(title.At)}) say {title.Unit.Name}. Make them agree.");

        public static Bilingual MappingDisagrees(string label, CellRef at, MoneyUnit heading, MoneyUnit mapped) => new(
            $"{Workbook.Place(at).Vi}: tiêu đề cột «{label}» ghi {heading.Name} nhưng tệp ánh xạ ghi {mapped.Name}. "
                + "Hãy sửa cho thống nhất.",
            $"{Workbook.Place(at).En}: the heading of column «{label}» says {heading.Name}, the mapping says "
                + $"{mapped.Name}. Make them agree.");

        // Rows and cells that are no data.
        public static (Bilingual, Bilingual) RowsSkipped(
            string sheet, IReadOnlyDictionary<SkippedAs, List<int>> rows) => (
            new($"Trang \"{sheet}\": không đọc {Count(rows)} dòng vì không phải số liệu: "
                + string.Join("; ", rows.Select(group => $"{Why(group.Key).Vi} {Rows(group.Value)}")) + ".",
                $"Sheet \"{sheet}\": {Count(rows)} rows are no data and were not read: "
                + string.Join("; ", rows.Select(group => $"{Why(group.Key).En} {Rows(group.Value)}")) + "."),
            new("Nếu trong đó có dòng số liệu, hãy điền mã cho dòng đó rồi chạy lại.",
                "If one of them is data, give it its code and run this again."));

        public static (Bilingual, Bilingual) NoRowsOnSheet(string sheet, int row) => (
            new($"Trang \"{sheet}\" chỉ có tiêu đề, không có dòng dữ liệu nào từ dòng {row}.",
                $"Sheet \"{sheet}\" has only headings: there is no data from row {row} on."),
            new("Nếu kỳ này không có số liệu loại đó thì không cần sửa.", "Nothing to do if there are no such data."));

        public static (Bilingual, Bilingual) Merged(string sheet, MergedArea area, string label) => (
            area.FirstRow == area.LastRow
                ? new($"Các ô {area.Name} trên trang \"{sheet}\" bị gộp nên ô «{label}» không có giá trị của riêng nó.",
                    $"Cells {area.Name} of sheet \"{sheet}\" are merged, so «{label}» has no value of its own.")
                : new($"Các ô {area.Name} trên trang \"{sheet}\" bị gộp: giá trị của «{label}» chỉ nằm ở ô đầu, "
                    + $"không rõ của riêng dòng {area.FirstRow} hay của cả các dòng đến {area.LastRow}.",
                    $"Cells {area.Name} of sheet \"{sheet}\" are merged: the value of «{label}» stands in the first "
                    + $"of them only; is it for row {area.FirstRow} alone, or for all to row {area.LastRow}?"),
            area.FirstRow == area.LastRow
                ? new("Hãy bỏ gộp ô rồi nhập giá trị vào từng ô.", "Unmerge the cells and fill in each of them.")
                : new("Hãy bỏ gộp ô rồi chép giá trị xuống từng dòng.",
                    "Unmerge the cells and copy the value into each row."));

        private static Bilingual Why(SkippedAs why) => why switch
        {
            SkippedAs.ColumnNumbers => new("dòng đánh số cột", "column numbers in row"),
            SkippedAs.Headings => new("tiêu đề lặp lại ở dòng", "headings once more in row"),
            SkippedAs.Total => new("dòng cộng", "sums in row"),
            SkippedAs.Signatures => new("phần ký tên ở dòng", "signatures in row"),
            _ => new("theo tệp ánh xạ, dòng", "by the mapping, row"),
        };

        /// <summary>Numbers of rows, those that follow each other as "from–to".</summary>
        private static string Rows(IReadOnlyList<int> rows)
        {
            var runs = new List<(int First, int Last)>();
            foreach (var row in rows)
                if (runs.Count > 0 && runs[^1].Last + 1 == row) runs[^1] = (runs[^1].First, row);
                else runs.Add((row, row));
            return string.Join(", ", runs.Select(run => run.First == run.Last
                ? $"{run.First}" : $"{run.First}–{run.Last}"));
        }

        private static string Count(IReadOnlyDictionary<SkippedAs, List<int>> rows) =>
            rows.Values.Sum(group => group.Count).ToString(CultureInfo.InvariantCulture);

        private static string Cell(CellRef cell) => Workbooks.CellName.Of(cell.Row, cell.Column);

        private static string Name(string path) => $"\"{Path.GetFileName(path)}\"";
    }
}
