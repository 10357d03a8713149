using System.Globalization;
using System.Text;
using KcExchange.Agent.Results;
using KcExchange.Agent.Sources;

namespace KcExchange.Agent;

/// <summary>What was mended on reading, and what a clerk has mended since the last result.</summary>
internal static partial class Messages
{
    /// <summary>Values that were read otherwise than they stand there.</summary>
    internal static class Mended
    {
        public const string Title = "ĐÃ TỰ SỬA - KcExchange";
        public const string BeforeHeading = "Trong ô đang là";
        public const string AfterHeading = "Được hiểu là";
        public const string ReasonHeading = "Vì sao";
        public const string Section = "Giá trị đã tự sửa khi đọc (không phải làm gì thêm)";
        public const string KindHeading = "Loại";

        /// <summary>Longest value that a note repeats; the sheet has all of it.</summary>
        private const int LongestInNote = 200;

        public static string Introduction(int count, int most) => count == 0
            ? "Không có giá trị nào phải tự sửa."
            : "Ô trong tệp vẫn giữ nguyên; chương trình chỉ hiểu giá trị như ở cột \"" + AfterHeading + "\". "
                + "Nếu hiểu sai, hãy sửa ô rồi gửi lại. Ký hiệu: ␣ khoảng trắng, ⇥ tab, ↵ xuống dòng."
                + (count <= most ? ""
                    : string.Create(Numbers, $" Trang này chỉ ghi {most:N0} trong {count:N0} giá trị."));

        /// <summary>All of it in one line; null when nothing was mended.</summary>
        public static Bilingual? Line(IReadOnlyList<Mend> mends)
        {
            if (mends.Count == 0) return null;
            var kinds = mends.GroupBy(mend => mend.Kind).OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key).Select(group => (Count: group.Count(), Text: Kind(group.Key))).ToList();
            return new Bilingual(
                string.Create(Numbers, $"Đã tự sửa {mends.Count:N0} giá trị: ")
                    + string.Join(", ", kinds.Select(kind => string.Create(Numbers, $"{kind.Count:N0} {kind.Text.Vi}")))
                    + $" (xem trang \"{Names.MendedSheet}\").",
                string.Create(CultureInfo.InvariantCulture, $"Mended {mends.Count:N0} values: ")
                    + string.Join(", ", kinds.Select(kind =>
                        string.Create(CultureInfo.InvariantCulture, $"{kind.Count:N0} {kind.Text.En}")))
                    + $" (see sheet \"{Names.MendedSheet}\").");
        }

        public static Bilingual Kind(MendKind kind) => kind switch
        {
            MendKind.Blanks => new("khoảng trắng thừa", "outer blanks"),
            MendKind.InnerBlanks => new("khoảng trắng lạ hoặc xuống dòng", "hard blanks or line breaks"),
            MendKind.Composed => new("dấu tiếng Việt viết rời", "decomposed letters"),
            MendKind.Date => new("ngày", "dates"),
            MendKind.Number => new("số", "numbers"),
            MendKind.ToneMark => new("vị trí dấu thanh", "tone marks"),
            MendKind.OldFont => new("phông chữ cũ", "old fonts"),
            _ => new("giá trị khác", "other values"),
        };

        /// <summary>Why values of a kind are mended.</summary>
        public static string Rule(MendKind kind) => kind switch
        {
            MendKind.Blanks => "Bỏ khoảng trắng thừa ở đầu hoặc cuối.",
            MendKind.InnerBlanks => "Thay khoảng trắng không ngắt, tab hoặc xuống dòng bằng một khoảng trắng thường.",
            MendKind.Composed =>
                "Ghép dấu viết rời vào chữ (Unicode dựng sẵn): nhìn giống nhau nhưng máy coi là chữ khác.",
            MendKind.Date => "Ngày gõ dạng chữ, hiểu theo thứ tự ngày/tháng/năm.",
            MendKind.Number => "Số gõ dạng chữ (dấu phân cách, đơn vị đi kèm), đọc thành số.",
            MendKind.ToneMark => "Đặt dấu thanh về vị trí thống nhất (như Hoà và Hòa).",
            MendKind.OldFont => "Chữ theo phông cũ (TCVN3, VNI), chuyển sang Unicode theo yêu cầu --fix-fonts.",
            _ => "Chỉ có một cách hiểu.",
        };

        /// <summary>Why one value was mended, with what nobody sees in it.</summary>
        public static string Reason(Mend mend)
        {
            if (mend.Kind is not (MendKind.Blanks or MendKind.InnerBlanks)) return Rule(mend.Kind);
            var hidden = new List<string>();
            if (mend.Before.Any(IsHard)) hidden.Add("khoảng trắng không ngắt");
            if (mend.Before.Any(IsInvisible)) hidden.Add("ký tự không nhìn thấy");
            return hidden.Count == 0 ? Rule(mend.Kind) : $"{Rule(mend.Kind)} Trong ô có {string.Join(" và ", hidden)}.";
        }

        /// <summary>What stands in the cell, with its blanks where they are what matters.</summary>
        public static string Visible(Mend mend)
        {
            if (mend.Kind is not (MendKind.Blanks or MendKind.InnerBlanks)) return mend.Before;
            var text = mend.Before;
            var start = 0;
            var end = text.Length;
            while (start < end && IsBlank(text[start])) start++;
            while (end > start && IsBlank(text[end - 1])) end--;
            var shown = new StringBuilder(text.Length);
            for (var i = 0; i < text.Length; i++)
                shown.Append(i >= start && i < end && text[i] == ' ' ? " " : Sign(text[i]));
            return shown.ToString();
        }

        public static string Note(Mend mend) =>
            $"[{Names.MendedSheet}] {Rule(mend.Kind)}\n{Short(Visible(mend))}\n→ {Short(mend.After)}";

        private static CultureInfo Numbers { get; } = VietnameseNumbers();

        private static string Sign(char c) => c switch
        {
            '\n' => "↵",
            '\r' => "",
            '\t' => "⇥",
            _ when IsInvisible(c) => "[ẩn]",
            _ when char.IsWhiteSpace(c) => "␣",
            _ => c.ToString(),
        };

        private static bool IsBlank(char c) => char.IsWhiteSpace(c) || IsInvisible(c);

        private static bool IsHard(char c) => c is '\u00A0' or '\u202F' or '\u2007';

        private static bool IsInvisible(char c) => c is '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF';

        private static string Short(string text) =>
            text.Length <= LongestInNote ? text : string.Concat(text.AsSpan(0, LongestInNote), "…");

        /// <summary>Not the culture vi-VN: a machine without ICU has none.</summary>
        private static CultureInfo VietnameseNumbers()
        {
            var numbers = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (numbers.NumberFormat.NumberGroupSeparator, numbers.NumberFormat.NumberDecimalSeparator) = (".", ",");
            return numbers;
        }
    }

    /// <summary>This result beside the one before.</summary>
    internal static class Compared
    {
        public const string Label = "So với lần trước";
        public const string Reading = "Đọc tệp";
        public const string Rules = "Quy tắc";

        public static string State(LineState state) => state switch
        {
            LineState.New => "Mới",
            LineState.Open => "Còn từ lần trước",
            LineState.Unchecked => "Chưa kiểm tra lại",
            LineState.Fixed => "Đã sửa",
            _ => "",
        };

        /// <summary>What the comparison says, or why there is none; null where there was no result before.</summary>
        public static Bilingual? Sentence(Comparison comparison) => comparison.Kind switch
        {
            EarlierKind.None => null,
            EarlierKind.Compared => new(
                $"mới {comparison.New}, còn {comparison.Open}, đã sửa {comparison.Fixed}"
                    + (comparison.Unchecked == 0 ? "" : $", chưa kiểm tra lại {comparison.Unchecked}")
                    + $" (lần trước: {Result.Moment(comparison.Earlier)})",
                $"new {comparison.New}, still open {comparison.Open}, mended {comparison.Fixed}"
                    + (comparison.Unchecked == 0 ? "" : $", not checked again {comparison.Unchecked}")
                    + $" (last time: {Result.Moment(comparison.Earlier)})"),
            EarlierKind.Other => new(
                "không so sánh: kết quả trước là của tệp, tỉnh hoặc kỳ báo cáo khác",
                "not compared: the earlier result is of another file, province or period"),
            EarlierKind.Altered => new(
                $"không so sánh: trang \"{Names.MendSheet}\" của kết quả trước đã bị sửa bằng tay",
                $"not compared: sheet \"{Names.MendSheet}\" of the earlier result was changed by hand"),
            _ => new(
                "không so sánh: không đọc được kết quả trước",
                "not compared: the earlier result cannot be read"),
        };

        /// <summary>The same as a line of its own.</summary>
        public static Bilingual? Line(Comparison comparison) => Sentence(comparison) is { } sentence
            ? new($"{Label}: {sentence.Vi}.", $"Since the last result: {sentence.En}.") : null;
    }
}
