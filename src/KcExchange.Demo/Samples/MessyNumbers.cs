using System.Globalization;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Demo.Samples;

/// <summary>Days and numbers that are texts, and the ones that can be read in two ways.</summary>
/// <param name="mess">Takes them.</param>
internal sealed class MessyNumbers(Mess mess)
{
    private const string Owner = "project.beneficiaries[0].";

    /// <summary>Days as texts.</summary>
    public void Days()
    {
        var row = mess.Old(project => project.StartDate.Day > 12);
        Day(row, "project.start_date", row.Record.Project.StartDate, "dd/MM/yyyy");
        row = mess.Old(project => project.EndDate.Day > 12);
        Day(row, "project.end_date", row.Record.Project.EndDate, "d-M-yyyy");
        row = mess.Old();
        Day(row, "project.status_date", row.Record.Project.StatusDate, "'ngày' d 'tháng' M 'năm' yyyy");
        // The last day of the year, which is another quarter in another time zone.
        var centre = mess.Book.Rows.First(other => other.Record is { Centre: not null, ReportPeriod: "2025-Y" });
        Day(centre, "reference_date", centre.Record.ReferenceDate, "dd/MM/yyyy");
        mess.Wrong(
            mess.Fresh(), "project.start_date", "Ghi năm bằng hai chữ số", "KC-GEN-002", "15/3/26");
        mess.Wrong(
            mess.Fresh(), "project.end_date", "Gõ ngày không có thật", "KC-GEN-002", "31/11/2026");
    }

    /// <summary>A column in which one text has the month first: nobody can tell what the others mean.</summary>
    public void MonthFirst()
    {
        const string Column = "project.contract_date";
        mess.Wrong(
            Contracted(), Column, "Chép từ phần mềm tiếng Anh: tháng đứng trước ngày", "KC-GEN-002", "03/25/2026");
        mess.Wrong(
            Contracted(), Column, "Cùng cột với 03/25/2026 nên không rõ 2 tháng 3 hay 3 tháng 2", "KC-GEN-002",
            "02/03/2026");
        mess.Wrong(
            Contracted(), Column, "Cùng cột với 03/25/2026 nên không rõ 4 tháng 3 hay 3 tháng 4", "KC-GEN-002",
            "04/03/2026");
    }

    /// <summary>Numbers as texts, most with a unit of their own, in a workbook of triệu đồng.</summary>
    public void Amounts()
    {
        Amount("capital_vnd", "1.234,5 triệu đồng", "1.234.500.000 đồng");
        Amount("capital_vnd", "12.345,25", "12.345.250.000 đồng");
        Amount("revenue_vnd", "37,5 tỷ", "37.500.000.000 đồng");
        Amount("revenue_vnd", "4.250.000 nghìn đồng", "4.250.000.000 đồng");
        Amount("workers", "45 người", "45 người");
        var line = mess.Book.Rows.First(row => row.Record.Funding is
        { Scope: "PROJECT", SettledAmount: 0, BudgetYear: 2026 });
        mess.Wrong(
            line, "funding.disbursed_amount", "Ghi hai số vào một ô: đã giải ngân / được giao", "KC-FND-002",
            "380/3.677");
        mess.Wrong(
            Single(), Owner + "workers", "Ghi đơn vị khác với đơn vị của cột", "KC-SYS-006", "5 bao");
        mess.Wrong(
            Single(), Owner + "capital_vnd", "1.250 triệu đồng: một nghìn hai trăm năm mươi, hay một phẩy hai lăm",
            "KC-SYS-006", "1.250 triệu đồng");
        mess.Wrong(
            mess.Fresh(), "project.total_cost", "Số và chữ trong một ô", "KC-SYS-006", "khoảng 500");
    }

    /// <summary>A sum that the workbook calculates itself: its value counts.</summary>
    public void Formula()
    {
        var row = mess.Old();
        var (total, support, own) = (
            row.Cells.Find("project.total_cost"), row.Cells.Find("project.support_amount"),
            row.Cells.Find("project.counterpart_amount"));
        var value = (row.Record.Project.TotalCost / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture);
        mess.Habits.Add(wear => wear.Type(
            total, RawKind.Number, value,
            $"{CellName.Of(support.Row, support.Column)}"
            + $"+{CellName.Of(own.Row, own.Column)}"));
    }

    /// <summary>A sum of the province in two rows that contradict each other.</summary>
    public void Twice()
    {
        var rows = mess.Book.Rows.Where(row => row.Record.Funding is { Scope: "CATEGORY" })
            .GroupBy(row => row.Kind.Key(row.Record)).First(group => group.Count() > 1).ToList();
        mess.Notice(rows[1].Cells.Row, "Nhập một dòng hai lần", "KC-IMP-006", Severity.Warning);
        mess.Mistakes.Add(new SampleMistake(
            "Dòng nhập lại có số khác: đã có một bản của lần gửi này", "KC-GEN-010", MistakeOutcome.Rejected,
            rows[1].Cells.Row, new Dictionary<CellRef, RawCell>()));
    }

    private SourceRow Contracted() => mess.Fresh(project => project.Status == "CONTRACTED");

    private SourceRow Single() => mess.Fresh(project => project.ProjectType == "CU_THE");

    private void Amount(string field, string before, string after) => mess.Mended(
        mess.Old(project => project.Beneficiaries.Count > 0), Owner + field, MendKind.Number, before, after);

    private void Day(SourceRow row, string path, CivilDate date, string format)
    {
        date.TryToDateOnly(out var day);
        mess.Mended(
            row, path, MendKind.Date, day.ToString(format, CultureInfo.InvariantCulture),
            day.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture));
    }
}
