using System.Globalization;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Demo.Samples;

/// <summary>
/// Đồng Nai, a city since 30 April 2026, keeps tables of its own: two sheets of projects and one of payments, with
/// headings in two lines, groups, sums and signatures. Its mapping is made by hand and stands in samples/.
/// </summary>
internal sealed class ForeignTables
{
    private const int FirstRow = 8;
    private readonly List<SampleMend> _mends = [];
    private readonly List<CellRef> _skipped = [];
    private readonly List<(ForeignTable Table, int Row, Project Project)> _projects = [];

    /// <summary>Makes the workbook.</summary>
    /// <param name="directory">Folder.</param>
    public static string DongNai(string directory)
    {
        var province = SampleProvince.DongNai;
        var dice = new Dice(75_2026);
        var approved = new SampleProjects(province, dice, new SampleNames(dice)).Current(900)
            .Where(record => record.Project is { Status: "APPROVED", ProjectType: "CU_THE", ActivityKey: "MACHINERY" })
            .ToLookup(record => record.Project.FundingLevel);
        var path = Path.Combine(directory, $"{province.Code}-{province.Slug}.xlsx");
        new ForeignTables().Make(path, province, [.. approved["KCQG"]], [.. approved["KCDP_TINH"]]);
        WriteMapping(Path.ChangeExtension(path, ".anh-xa.yaml"));
        return path;
    }

    /// <summary>The mapping is a clerk's work: it is kept in samples/ and only copied from there.</summary>
    private static void WriteMapping(string path)
    {
        if (File.Exists(path)) return;
        using var kept = typeof(ForeignTables).Assembly.GetManifestResourceStream(Path.GetFileName(path))!;
        using var file = File.Create(path);
        kept.CopyTo(file);
    }

    private void Make(string path, SampleProvince province, List<ExchangeRecord> national, List<ExchangeRecord> local)
    {
        var sheets = (
            National: new ForeignTable("KCQG 2026"), Local: new ForeignTable("KCĐP 2026"),
            Paid: new ForeignTable("Giải ngân"));
        Projects(sheets.National, "KCQG 2026", "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG QUỐC GIA NĂM 2026", national);
        Projects(sheets.Local, "KCĐP 2026", "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG ĐỊA PHƯƠNG NĂM 2026", local);
        var mistakes = new ForeignMistakes(_projects, _mends);
        mistakes.InProjects(province);
        Payments(sheets.Paid, [.. _projects.Where(entry => entry.Table == sheets.National)
            .Select(entry => entry.Project)]);
        mistakes.InPayments(sheets.Paid, FirstRow - 2);
        foreach (var rows in _skipped.GroupBy(cell => cell.Sheet))
            mistakes.Notice(
                new CellRef(rows.Key, rows.Min(cell => cell.Row), 0),
                "Dòng đánh số cột, nhóm, cộng và phần ký tên", "KC-IMP-015");
        using (var book = new NewWorkbook(path))
        {
            int[] widths = [6, 22, 46, 36, 16, 14, 30, 12, 16, 12, 12, 12, 26, 18, 12, 18, 12, 20, 18, 12, 14];
            sheets.National.AddTo(book, widths);
            sheets.Local.AddTo(book, widths);
            sheets.Paid.AddTo(book, 6, 22, 22, 14, 14, 14, 14, 14, 14, 14);
            var notes = new ForeignTable("Nội bộ");
            notes.Row(1, "Việc cần làm");
            notes.Row(2, "Xin bản gốc quyết định đợt 2");
            notes.AddTo(book, 50);
        }
        ExpectedOutcome.Of(
                path, province.Code, new Dictionary<string, int>
                {
                    ["project"] = national.Count + local.Count, ["funding"] = national.Count,
                },
                mistakes.All, _mends, _skipped)
            .Write(Path.ChangeExtension(path, ".expected.json"));
    }

    private void Projects(ForeignTable table, string sheet, string title, List<ExchangeRecord> records)
    {
        table.Headings = (4, 5);
        table.Row(1, "SỞ CÔNG THƯƠNG THÀNH PHỐ ĐỒNG NAI", null, null, null, null, null, null, null, null, "Biểu số 02");
        table.Row(2, title);
        table.Row(3, "(Kèm theo Kế hoạch số 15/KH-SCT ngày 12/01/2026 của Sở Công Thương)");
        table.Row(
            4, "STT", "Mã số", "Tên đề án", "Đơn vị thụ hưởng", null, null, "Nơi thực hiện", "Mã xã/phường", "Ngành",
            "Kinh phí (triệu đồng)", null, null, "Thời gian thực hiện", "Quyết định phê duyệt", null, "Tình hình",
            "Cập nhật", "Ghi chú", "Phiếu thẩm định cơ sở", null, "Chi phí máy móc (triệu đồng)");
        table.Row(5, null, null, null, "Tên", "MST", "Loại hình", null, null, null, "Tổng số", "KC hỗ trợ", "Đối ứng",
            null, "Số", "Ngày", null, null, null, "Số", "Ngày");
        table.Row(6, [.. Enumerable.Range(1, 21).Select(number => (object)$"({number})")]);
        table.Merge(
            "A2:R2", "A3:R3", "A4:A5", "B4:B5", "C4:C5", "D4:F4", "G4:G5", "H4:H5", "I4:I5", "J4:L4", "M4:M5", "N4:O4",
            "P4:P5", "Q4:Q5", "R4:R5", "S4:T4", "U4:U5");
        _skipped.Add(table.At(6, "A"));
        Group(table, 7, "I", "Hỗ trợ máy móc thiết bị, đợt 1");
        var (row, half) = (FirstRow, records.Count / 2);
        foreach (var record in records)
        {
            if (row == FirstRow + half) Group(table, row++, "II", "Hỗ trợ máy móc thiết bị, đợt 2");
            Project(table, row, row - FirstRow + (row < FirstRow + half ? 1 : 0), record.Project);
            _projects.Add((table, row++, record.Project));
        }
        Foot(table, row);
    }

    private void Group(ForeignTable table, int row, string number, string text)
    {
        table.Row(row, number, null, text);
        _skipped.Add(table.At(row, "A"));
    }

    private static void Project(ForeignTable table, int row, int number, Project project)
    {
        var owner = project.Beneficiaries[0];
        var (start, end) = (Text(project.StartDate), Text(project.EndDate));
        table.Row(
            row, number, project.ProjectCode, project.NameVi, owner.Name, owner.TaxCode,
            owner.BeneficiaryType switch { "DNNVV" => "Doanh nghiệp", "HTX" => "HTX", _ => "Hộ kinh doanh" },
            project.Address, project.CommuneCode, project.Sector, Millions(project.TotalCost),
            Millions(project.SupportAmount), Millions(project.CounterpartAmount), $"{start} - {end}",
            project.ApprovalNo, Day(project.ApprovalDate), "Đã duyệt", Day(project.StatusDate), null,
            project.BaseAppraisalNo, project.BaseAppraisalDate is { } appraised ? Day(appraised) : null,
            Millions(owner.ItemCostVnd));
    }

    private void Foot(ForeignTable table, int row)
    {
        table.Row(row, null, null, "TỔNG CỘNG (I+II)", null, null, null, null, null, null, 12345.5m, 4000, 8345.5m);
        _skipped.Add(table.At(row, "A"));
        table.Set(table.At(row + 2, "N"), "Đồng Nai, ngày 12 tháng 01 năm 2026");
        table.Set(table.At(row + 3, "C"), "Người lập biểu");
        table.Set(table.At(row + 3, "N"), "KT. GIÁM ĐỐC");
        table.Set(table.At(row + 6, "C"), "Lê Thị Hoa");
        table.Set(table.At(row + 6, "N"), "Phạm Văn Nam");
        _skipped.AddRange([table.At(row + 2, "A"), table.At(row + 3, "A"), table.At(row + 6, "A")]);
    }

    private void Payments(ForeignTable table, List<Project> projects)
    {
        table.Headings = (4, 4);
        table.Row(1, "SỞ CÔNG THƯƠNG THÀNH PHỐ ĐỒNG NAI");
        table.Row(2, "TÌNH HÌNH GIẢI NGÂN KHUYẾN CÔNG QUỐC GIA ĐẾN 30/9/2026");
        table.Row(3, null, null, null, null, null, null, "ĐVT: triệu đồng");
        table.Row(
            4, "STT", "Mã đề án", "Số QĐ giao dự toán", "Ngày QĐ", "Dự toán được duyệt", "Được giao", "Đã tạm ứng",
            "Đã giải ngân", "Nghiệm thu", "Quyết toán");
        table.Row(5, "A", "B", 1, 2, 3, 4, 5, 6, 7, 8);
        _skipped.Add(table.At(5, "A"));
        var row = FirstRow - 2;
        foreach (var project in projects)
            table.Row(
                row, ++row - FirstRow + 2, project.ProjectCode, project.ApprovalNo, Day(project.ApprovalDate),
                Millions(project.SupportAmount), Millions(project.SupportAmount), 0, 0, 0, 0);
        table.Row(row, null, "Cộng", null, null, 4000, 4000, 0, 0, 0, 0);
        _skipped.Add(table.At(row, "A"));
    }

    private static decimal Millions(long amount) => amount / 1_000_000m;

    private static DateOnly? Day(CivilDate date) => date.TryToDateOnly(out var day) ? day : null;

    private static string Text(CivilDate date) =>
        Day(date)!.Value.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture);
}
