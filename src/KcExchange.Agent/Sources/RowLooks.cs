using System.Globalization;
using System.Text.RegularExpressions;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources;

/// <summary>What a row of a printed table is, other than data, by what stands in it.</summary>
internal static partial class RowLooks
{
    private const int FewestNumbers = 3;

    private static readonly HashSet<string> Totals =
    [
        "cong", "tong cong", "tong so", "tong", "cong chung", "cong trang", "cong cuoi trang", "cong trang truoc",
        "cong mang sang", "mang sang", "luy ke", "total",
    ];

    private static readonly string[] Signers =
    [
        "nguoi lap", "lap bieu", "thu truong", "giam doc", "pho giam doc", "kt giam doc", "tl giam doc",
        "kt thu truong", "ke toan", "nguoi duyet", "nguoi kiem tra", "lanh dao", "truong phong",
        "pho truong phong", "chu tich",
        "pho chu tich", "ky ten", "ky ghi ro ho ten", "ky dong dau", "ky va dong dau", "noi nhan",
    ];

    /// <summary>True for a text that names a sum: "Cộng", "Tổng cộng (I+II)", "CỘNG CUỐI TRANG".</summary>
    /// <param name="text">First text of a row.</param>
    public static bool IsTotal(string text)
    {
        var start = text.AsSpan().TrimStart();
        // Most rows end here: they begin with a code or a name, and folding costs.
        if (start.Length is 0 or > 60 || !"CcTtLlMm".Contains(start[0])) return false;
        var folded = VietnameseText.Fold(text);
        while (folded.Length > 0 && !Totals.Contains(folded))
        {
            // What a sum is of may follow: "I", "1", "I và II".
            var cut = folded.LastIndexOf(' ');
            if (cut < 0 || !Ordinal().IsMatch(folded.AsSpan(cut + 1))) return false;
            folded = folded[..cut];
        }
        return folded.Length > 0;
    }

    /// <summary>True for the row below headings that numbers the columns: 1 2 3, (1) (2) (3=1+2), A B 1 2.</summary>
    /// <param name="row">The row.</param>
    public static bool IsColumnNumbers(SheetRow row)
    {
        var (letters, numbers) = (0, 0);
        foreach (var cell in row.Cells)
        {
            if (cell.Kind is not (RawKind.Text or RawKind.Number)) return false;
            var match = ColumnNumber().Match(CellText.Clean(cell.Text));
            if (!match.Success) return false;
            var mark = match.Groups[1].Value;
            if (char.IsAsciiLetter(mark[0]))
            {
                if (numbers > 0 || char.ToUpperInvariant(mark[0]) != 'A' + letters++) return false;
            }
            else if (int.Parse(mark, CultureInfo.InvariantCulture) != ++numbers) return false;
        }
        return letters + numbers >= FewestNumbers;
    }

    /// <summary>True for a row that begins the signatures below a table: each text names a signer or the day.</summary>
    /// <param name="row">The row.</param>
    public static bool BeginsSignatures(SheetRow row) => IsTextOnly(row) && row.Cells.All(cell => IsSigner(cell.Text));

    /// <summary>True for a row that holds nothing but few texts, as signatures and names below them do.</summary>
    /// <param name="row">The row.</param>
    public static bool IsTextOnly(SheetRow row) =>
        row.Cells.Count <= 4 && row.Cells.All(cell => cell.Kind == RawKind.Text);

    private static bool IsSigner(string text)
    {
        var folded = VietnameseText.Fold(text);
        return folded.Length <= 80 && (SigningDay().IsMatch(folded) || Signers.Any(signer =>
            folded == signer || folded.StartsWith(signer + " ", StringComparison.Ordinal)));
    }

    [GeneratedRegex("^([ivx]+|[0-9]{1,2}|[a-d]|va)$")]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"^\(?\s*([A-Za-z]|[0-9]{1,3})\s*\)?\s*(=[-+*/x()0-9\s]*)?\)?$")]
    private static partial Regex ColumnNumber();

    [GeneratedRegex(@"(^|\s)ngay( [0-9]+)? thang( [0-9]+)? nam( [0-9]+)?$")]
    private static partial Regex SigningDay();
}
