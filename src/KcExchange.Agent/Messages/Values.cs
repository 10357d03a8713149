using KcExchange.Agent.Sources;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Agent;

/// <summary>
/// What a clerk reads of a cell whose value cannot become a field: never without a proposal where one exists.
/// </summary>
internal static partial class Messages
{
    /// <summary>Values of cells: what is wrong, and what would be right.</summary>
    internal static class Values
    {
        public static (Bilingual, Bilingual) ExcelError(string label, string text) => (
            new($"Ô «{label}» là lỗi Excel {text}.", $"«{label}» holds the Excel error {text}."),
            new("Hãy sửa công thức hoặc nhập giá trị đúng.", "Mend the formula or enter the value."));

        public static (Bilingual, Bilingual) NotCalculated(string label) => (
            new($"Ô «{label}» là công thức chưa được tính.", $"«{label}» holds a formula that was never calculated."),
            new("Hãy mở tệp bằng Excel, lưu lại rồi gửi.", "Open the file in Excel, save it and send it again."));

        public static (Bilingual, Bilingual) OldFont(string label, string text, string converted) => (
            new($"«{label}»: «{Short(text)}» gõ bằng phông chữ cũ (TCVN3 hoặc VNI), không phải Unicode.",
                $"«{label}»: «{Short(text)}» is written in an old font (TCVN3 or VNI), not in Unicode."),
            new($"Nếu đúng là «{Short(converted)}» thì hãy gõ lại như vậy, hoặc chạy lại lệnh với --fix-fonts để "
                    + "chuyển cả tệp.",
                $"If it means «{Short(converted)}», type it so, or run the command again with --fix-fonts to convert "
                    + "the whole file."));

        // Days.
        public static (Bilingual, Bilingual) NoDate(string label, string text, DateOnly? proposal) => (
            new($"«{label}»: «{text}» không phải ngày hợp lệ.", $"«{label}»: «{text}» is no valid date."),
            proposal is { } day
                ? new($"Nếu là {Day(day)} thì hãy nhập đúng như vậy (ngày/tháng/năm, năm đủ 4 chữ số).",
                    $"If it means {Day(day)}, enter it so (day/month/year, with a year of 4 digits).")
                : new("Hãy nhập ngày dạng dd/MM/yyyy, ví dụ 30/09/2026.",
                    "Enter the date as dd/MM/yyyy, e.g. 30/09/2026."));

        public static (Bilingual, Bilingual) UnshownDate(string label, string text, DateOnly day) => (
            new($"«{label}»: ô chứa số {text}, không phải ngày.",
                $"«{label}»: the cell holds the number {text}, no day."),
            new($"Có thể là ngày {Day(day)} bị mất định dạng: hãy chọn định dạng ô là Ngày rồi kiểm tra lại.",
                $"It may be {Day(day)} that lost its format: format the cell as a date and check it."));

        public static (Bilingual, Bilingual) DayOrMonth(string label, string text, DateOnly day, CellRef example) => (
            new($"«{label}»: không rõ «{text}» là ngày nào, vì ô {Cell(example)} cùng cột ghi tháng trước ngày.",
                $"«{label}»: which day «{text}» is cannot be told, as cell {Cell(example)} of the column has the month "
                    + "first."),
            new($"Nếu là {Words(day).Vi} thì hãy chọn định dạng ô là Ngày và nhập {Day(day)}; nếu là "
                    + $"{Words(Swapped(day)).Vi} thì nhập {Day(Swapped(day))}. Sửa cả ô {Cell(example)}.",
                $"If it is {Words(day).En}, format the cell as a date and enter {Day(day)}; if it is "
                    + $"{Words(Swapped(day)).En}, enter {Day(Swapped(day))}. Mend cell {Cell(example)} too."));

        public static (Bilingual, Bilingual) SwappedDays(string label, int count, DateOnly day, DateOnly swapped) => (
            new($"Cột «{label}»: {count} ô dạng ngày đều có ngày từ 1 đến 12, còn các ô dạng chữ đều có ngày trên 12: "
                    + "có thể Excel đã đảo ngày và tháng.",
                $"Column «{label}»: all {count} date cells have days 1 to 12, all dates as text have days above 12: "
                    + "Excel may have taken the day for the month."),
            new($"Hãy đối chiếu với hồ sơ: ô này được đọc là {Words(day).Vi} ({Day(day)}); nếu đúng ra là "
                    + $"{Words(swapped).Vi} ({Day(swapped)}) thì hãy nhập lại các ô dạng ngày của cột.",
                $"Compare with the documents: this cell is read as {Words(day).En} ({Day(day)}); if it should be "
                    + $"{Words(swapped).En} ({Day(swapped)}), enter the date cells of the column again."));

        public static (Bilingual, Bilingual) DateInText(string label) => (
            new($"«{label}»: Excel đã đổi nội dung ô thành ngày.",
                $"«{label}»: Excel has turned the text into a date."),
            new("Hãy định dạng ô là Văn bản rồi nhập lại.", "Format the cell as Text and enter it again."));

        public static (Bilingual, Bilingual) NoYesNo(string label, string text) => (
            new($"«{label}»: không hiểu «{text}».", $"«{label}»: «{text}» is neither yes nor no."),
            new("Hãy chọn Có hoặc Không.", "Choose Có (yes) or Không (no)."));

        // Numbers.
        public static (Bilingual, Bilingual) NoNumber(string label, string text) => (
            new($"«{label}»: «{text}» không phải là số.", $"«{label}»: «{text}» is no number."),
            new("Hãy nhập một số bằng chữ số, ví dụ 1234567 hoặc 1234,5.",
                "Enter one number in digits, e.g. 1234567 or 1234,5."));

        public static (Bilingual, Bilingual) TwoNumbers(string label, string text) => (
            new($"«{label}»: «{text}» có nhiều hơn một số trong một ô.",
                $"«{label}»: «{text}» is more than one number."),
            new("Mỗi ô chỉ ghi một số: hãy giữ số của cột này, chuyển số kia sang cột của nó.",
                "One number to a cell: keep the one of this column, move the other to its own."));

        public static (Bilingual, Bilingual) BookkeepersMinus(string label, string text) => (
            new($"«{label}»: «{text}» là số âm hay số dương thì chưa rõ.",
                $"«{label}»: whether «{text}» is negative cannot be told."),
            new("Nếu là số âm, hãy ghi dấu trừ ở trước; nếu không, hãy bỏ dấu ngoặc hoặc dấu trừ ở sau.",
                "If it is negative, put the minus before it; if not, remove the brackets or the minus behind it."));

        public static (Bilingual, Bilingual) TwoReadings(
            string label, string text, (string Shown, string Typed) one, (string Shown, string Typed) other) => (
            new($"«{label}»: «{text}» có thể là {one.Shown} hoặc {other.Shown}.",
                $"«{label}»: «{text}» can be {one.Shown} or {other.Shown}."),
            new($"Nếu là {one.Shown}, hãy ghi {one.Typed}; nếu là {other.Shown}, hãy ghi {other.Typed}.",
                $"For {one.Shown} enter {one.Typed}; for {other.Shown} enter {other.Typed}."));

        /// <summary>Text behind a number that is none of the units.</summary>
        /// <param name="label">Label.</param>
        /// <param name="text">Text of the cell.</param>
        /// <param name="unit">What stands behind the number.</param>
        /// <param name="expected">Unit of the column; null = money.</param>
        public static (Bilingual, Bilingual) UnknownUnit(string label, string text, string unit, string? expected) => (
            new($"«{label}»: không hiểu đơn vị «{unit}» trong «{text}».",
                $"«{label}»: unknown unit «{unit}» in «{text}»."),
            expected switch
            {
                null => new("Các đơn vị dùng được: đồng, nghìn đồng, triệu đồng, tỷ đồng. "
                        + "Hãy sửa đơn vị, hoặc chỉ ghi số.",
                    "Units understood: đồng, nghìn đồng, triệu đồng, tỷ đồng. "
                        + "Mend the unit, or give the number alone."),
                "" => new("Hãy chỉ ghi số.", "Give the number alone."),
                _ => new($"Hãy chỉ ghi số, tính bằng {expected}.", $"Give the number alone, in {expected}."),
            });

        public static (Bilingual, Bilingual) NumberTooLarge(string label, string text) => (
            new($"«{label}»: {text} quá lớn.", $"«{label}»: {text} is too large."),
            new("Hãy kiểm tra số và đơn vị tính.", "Check the number and its unit."));

        public static (Bilingual, Bilingual) PartOfDong(string label, string amount) => (
            new($"«{label}»: {amount} không phải là số nguyên đồng.",
                $"«{label}»: {amount} is no whole number of đồng."),
            new("Hãy làm tròn đến đồng.", "Round it to whole đồng."));

        public static (Bilingual, Bilingual) TooManyDecimals(string label, string text, int decimals) => (
            decimals == 0
                ? new($"«{label}»: {text} không phải là số nguyên.", $"«{label}»: {text} is no whole number.")
                : new($"«{label}»: {text} có quá {decimals} chữ số thập phân.",
                    $"«{label}»: {text} has more than {decimals} decimals."),
            decimals == 0
                ? new("Hãy nhập số nguyên.", "Enter a whole number.")
                : new($"Hãy làm tròn đến {decimals} chữ số thập phân.", $"Round it to {decimals} decimals."));

        // Codes.
        public static (Bilingual, Bilingual) CodeAndName(
            string label, string code, string name, string right, MeantCode? meant) => (
            new($"«{label}»: mã {code} là «{right}», không phải «{name}».",
                $"«{label}»: code {code} is «{right}», not «{name}»."),
            meant is null
                ? new("Hãy sửa mã hoặc tên cho khớp.", "Mend the code or the name.")
                : new($"Nếu đúng mã, hãy ghi «{CodeText.Of(code, right)}». Nếu đúng tên: {Proposal(name, meant).Vi}",
                    $"If the code is right, write «{CodeText.Of(code, right)}». If the name is right: "
                        + Proposal(name, meant).En));

        public static (Bilingual, Bilingual) NameForCode(string label, string name, MeantCode meant) => (
            new($"«{label}» ghi tên «{name}» thay cho mã.", $"«{label}» gives the name «{name}» instead of a code."),
            Proposal(name, meant));

        /// <summary>A code that lost the zeros at its beginning.</summary>
        /// <param name="label">Label.</param>
        /// <param name="text">Text of the cell.</param>
        /// <param name="whole">The code with its zeros.</param>
        /// <param name="name">What it names; empty = nothing.</param>
        /// <param name="shownWhole">The cell's format shows the zeros.</param>
        /// <param name="instead">What took the place of the whole code, if that ended too; null = in force.</param>
        public static (Bilingual, Bilingual) EatenZeros(
            string label, string text, string whole, string name, bool shownWhole, MeantCode? instead = null)
        {
            var code = name.Length > 0 ? $"{whole} ({name})" : whole;
            return (
                new($"«{label}»: «{text}» thiếu chữ số 0 ở đầu"
                        + (shownWhole ? "; Excel hiện số 0 nhưng giá trị của ô không có." : "."),
                    $"«{label}»: «{text}» lacks a zero at its beginning"
                        + (shownWhole ? "; Excel shows it, but the cell does not hold it." : ".")),
                instead is null
                    ? new($"Nếu là {code} thì hãy chọn định dạng ô là Văn bản rồi nhập {whole}.",
                        $"If it means {code}, format the cell as Text and enter {whole}.")
                    : new($"Nếu là {code}: {Proposal(name, instead).Vi}", $"If it means {code}: "
                        + Proposal(name, instead).En));
        }

        private static Bilingual Proposal(string name, MeantCode meant) => meant.FormerCode.Length == 0
            ? new($"Hãy ghi mã {meant.Code}.", $"Give code {meant.Code}.")
            : new($"Từ {Day(AdministrativeUnits.Reform)} {name} thuộc {meant.Into}: hãy ghi mã {meant.Code}; "
                    + $"số liệu trước ngày đó thì ghi mã {meant.FormerCode} và ngày số liệu trước ngày đó.",
                $"Since {Day(AdministrativeUnits.Reform)} {name} belongs to {meant.Into}: give code {meant.Code}; for "
                    + $"figures from before give code {meant.FormerCode} and a reference date before that day.");

        private static DateOnly Swapped(DateOnly day) => new(day.Year, day.Day, day.Month);

        private static string Day(DateOnly day) => day.ToVietnameseText();

        private static Bilingual Words(DateOnly day) => new(
            $"ngày {day.Day} tháng {day.Month}", $"day {day.Day} of month {day.Month}");

        private static string Cell(CellRef cell) => Workbooks.CellName.Of(cell.Row, cell.Column);

        private static string Short(string text) => ParameterText.Shown(text, 120);
    }
}
