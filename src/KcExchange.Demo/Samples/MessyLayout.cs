using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Demo.Samples;

/// <summary>What stands around the data: sums, signatures, columns and sheets of one's own, merged cells.</summary>
/// <param name="mess">Takes it.</param>
internal sealed class MessyLayout(Mess mess)
{
    /// <summary>Titles of the tables, by sheet.</summary>
    /// <param name="province">Province.</param>
    public static Dictionary<string, IReadOnlyList<string>> Titles(SampleProvince province) => new()
    {
        ["Đề án"] =
        [
            $"SỞ CÔNG THƯƠNG TỈNH {province.Name.ToUpperInvariant()}", "BIỂU TỔNG HỢP ĐỀ ÁN KHUYẾN CÔNG",
            "(Kèm theo Công văn số 1024/SCT-KC ngày 05/10/2026)", "Đơn vị tính: triệu đồng",
        ],
        ["Kinh phí"] = ["TÌNH HÌNH KINH PHÍ KHUYẾN CÔNG", "ĐVT: triệu đồng"],
    };

    /// <summary>A sum and signatures below a table.</summary>
    /// <param name="sheet">Sheet.</param>
    /// <param name="place">Where it is signed.</param>
    /// <param name="words">Column of the words.</param>
    /// <param name="sums">Column of the sum.</param>
    public void Foot(string sheet, string place, int words, int sums)
    {
        var last = mess.Book.Rows.Where(row => row.Cells.Row.Sheet == sheet).Max(row => row.Cells.Row.Row);
        Below(sheet, last + 1, (words, "Tổng cộng"));
        mess.Habits.Add(wear => wear.Type(
            new CellRef(sheet, last + 1, sums), RawKind.Number, "1234.5",
            $"SUM({CellName.Of(last - 3, sums)}:{CellName.Of(last, sums)})"));
        Below(sheet, last + 3, (sums, $"{place}, ngày 05 tháng 10 năm 2026"));
        Below(sheet, last + 4, (words, "Người lập biểu"), (sums, "KT. GIÁM ĐỐC"));
        Below(sheet, last + 5, (words, "(Ký, ghi rõ họ tên)"), (sums, "PHÓ GIÁM ĐỐC"));
        Below(sheet, last + 8, (words, "Nguyễn Thị Hoà"), (sums, "Trần Văn Bình"));
        mess.Notice(
            new CellRef(sheet, last + 1, 0), "Dòng cộng và phần ký tên dưới bảng", "KC-IMP-015", Severity.Info);
    }

    /// <summary>A column of one's own behind the last one.</summary>
    /// <param name="sheet">Sheet.</param>
    /// <param name="heading">Its heading.</param>
    public void OwnColumn(string sheet, string heading)
    {
        var layout = mess.Book.Sheets.First(other => other.Name == sheet);
        var at = new CellRef(sheet, layout.HeadingRow, layout.LastColumn + 1);
        mess.Habits.Add(wear => wear.Type(at, RawKind.Text, heading));
        mess.Habits.Add(wear => wear.Type(at with { Row = at.Row + 3 }, RawKind.Text, "hỏi lại anh Tâm"));
        mess.Notice(at, "Cột riêng của phòng", "KC-IMP-001", Severity.Warning);
    }

    /// <summary>A sheet of one's own.</summary>
    /// <param name="name">Its name.</param>
    public void OwnSheet(string name)
    {
        mess.Habits.Add(wear => wear.AddSheet(
            name, "Gọi lại xã Vạn Thắng", "Xin số liệu quý III", "Đối chiếu Kho bạc"));
        mess.Notice(new CellRef(name, 1, 0), "Trang riêng của cán bộ", "KC-IMP-003", Severity.Info);
    }

    /// <summary>One address merged over two projects.</summary>
    public void Merged()
    {
        const string Path = "project.address";
        var (upper, lower) = mess.Neighbours();
        mess.Wrong(
            upper, Path, "Gộp ô địa điểm của hai đề án", "KC-IMP-014", "Cụm công nghiệp của huyện cũ");
        mess.Wrong(
            lower, Path, "Ô bị gộp vào dòng trên nên không có giá trị riêng", "KC-IMP-014", "", RawKind.Empty);
        var (from, to) = (Mistakes.CellOf(upper, Path), Mistakes.CellOf(lower, Path));
        mess.Habits.Add(wear => wear.Merge(
            from.Sheet, $"{CellName.Of(from.Row, from.Column)}:{CellName.Of(to.Row, to.Column)}"));
    }

    /// <summary>A row that is hidden is data like all others.</summary>
    public void Hidden()
    {
        var row = mess.Old().Cells.Row;
        mess.Habits.Add(wear => wear.Hide(row));
    }

    private void Below(string sheet, int row, params (int Column, string Text)[] cells)
    {
        mess.Skipped.Add(new CellRef(sheet, row, 0));
        foreach (var (column, text) in cells)
            mess.Habits.Add(wear => wear.Type(new CellRef(sheet, row, column), RawKind.Text, text));
    }
}
