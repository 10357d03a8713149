using KcExchange.Tests.Support.Workbooks;

namespace KcExchange.Tests.Sources.Mapping;

/// <summary>Every mistake in a mapping file is one clear sentence with its line.</summary>
public sealed class BadMappingTests
{
    private const string Head = "sheets:\n  - name: Bảng\n    kind: project\n    columns:\n";
    private const string Code = "      - {heading: Mã, field: project_code}\n";

    [Theory]
    [InlineData("sheet:\n  - a", "dòng 1: không hiểu mục «sheet». Có phải «sheets»?")]
    [InlineData("version: 2\n" + Head + Code, "dòng 1: phiên bản «2»")]
    [InlineData("unit: hào\n" + Head + Code, "dòng 1: không hiểu đơn vị tính tiền «hào»")]
    [InlineData("common:\n  provnce_code: 08\n" + Head + Code, "dòng 2: không có trường «provnce_code»")]
    [InlineData(Head + Code + "      - {heading: Tên, field: project.nam_vi}",
        "dòng 6: không có trường «project.nam_vi» "
        + "trong bảng này. Có phải «project.name_vi»?")]
    [InlineData(Head + Code + "      - {heading: Tên, field: Mã đề án}", "dòng 6: trường project.project_code")]
    [InlineData(Head + "      - {heading: Mã, feld: project_code}", "dòng 5: không hiểu mục «feld». Có phải «field»?")]
    [InlineData(Head + "      - {heading: Mã}", "dòng 5: mỗi cột cần đúng một trong ba mục")]
    [InlineData(Head + "      - {field: project_code}", "dòng 5: hãy chỉ rõ cột bằng heading")]
    [InlineData(Head + "      - {column: A1, field: project_code}", "«A1» không phải tên cột")]
    [InlineData(Head + Code + "      - {heading: Tên, field: name_vi, unit: đồng}",
        "dòng 6: «Tên đề án» không phải là tiền")]
    [InlineData(Head + Code + "      - {heading: Tên, field: total_cost, unit: hào}", "dòng 6: không hiểu đơn vị")]
    [InlineData(Head + Code + "      - heading: Tên\n        field: project_type\n        values: {Đơn: CUTHE}",
        "dòng 8: «CUTHE» không phải mã của «Loại đề án». Có phải «CU_THE»?")]
    [InlineData(Head + Code + "      - heading: Tên\n        split: {pattern: '(?<a>', fields: {a: name_vi}}",
        "dòng 7: biểu thức «(?<a>» không dùng được: sai cú pháp sau 5 ký tự đầu.")]
    [InlineData(Head + Code
        + "      - heading: Tên\n        split: {pattern: '(?<a>.)', fields: {a: name_vi, b: address}}",
        "dòng 7: biểu thức pattern không có nhóm (?<b>…)")]
    [InlineData(Head + Code + "      - heading: Tên\n        split: {by: '-', fields: [name_vi]}",
        "dòng 7: split cần fields")]
    [InlineData("sheets:\n  - name: Bảng\n    kind: projekt\n    columns:\n" + Code,
        "dòng 3: không có loại bảng «projekt»")]
    [InlineData("sheets:\n  - name: Bảng\n    columns:\n" + Code, "dòng 2: mỗi trang cần đúng một trong hai mục")]
    [InlineData("sheets:\n  - name: Bảng\n    kind: project\n    headings: hai\n    columns:\n" + Code,
        "dòng 4: «hai» không phải dòng tiêu đề")]
    [InlineData("sheets:\n  - name: Bảng\n    kind: project\n    headings: 3\n    first_row: 2\n    columns:\n" + Code,
        "dòng 5: dòng dữ liệu đầu tiên")]
    [InlineData("sheets:\n  - name: Bảng\n    kind: project\n    fixed: {total_cost: 5}\n    columns:\n" + Code,
        "dòng 4: «total_cost» là số tiền")]
    [InlineData("sheets:\n  - name: Khác\n    kind: project\n    columns:\n" + Code,
        "dòng 2: tệp không có trang tính «Khác». Các trang: Thông tin chung, Bảng.")]
    [InlineData(Head + Code + "      - {heading: Tênn, field: name_vi}",
        "dòng 6: trang «Bảng» không có tiêu đề cột «Tênn». Có phải «Tên»?")]
    [InlineData(Head + Code + "      - {heading: Hai lần, field: name_vi}",
        "dòng 6: trang «Bảng» có tiêu đề «Hai lần» ở các cột C, D")]
    [InlineData(Head + Code + "      - {column: A, field: name_vi}",
        "dòng 6: cột A của trang «Bảng» được ghép hai lần")]
    [InlineData(Head + Code + "  - name: C*\n    kind: project\n    columns:\n" + Code, "không có trang tính «C*»")]
    [InlineData(Head + Code + "  - name: Bảng\n    kind: funding\n    columns:\n" + Code, "được ghép hai lần")]
    public void A_mistake_in_a_mapping_is_one_sentence_with_its_line(string mapping, string part)
    {
        using var clerk = new ForeignBook().WithCommon()
            .Sheet("Bảng", [["Mã", "Tên", "Hai lần", "Hai lần"], ["KC-08-2026-DP-0001", "Máy", "a", "b"]]);

        var sentence = clerk.Refused(clerk.Mapping(mapping));

        Assert.Contains(part, sentence, StringComparison.Ordinal);
        Assert.Contains("so-lieu.yaml", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sheets: ]", "dòng 1: sai cú pháp")]
    [InlineData("sheets:\n  - &a {name: Bảng}\n  - *a", "dòng 2: sai cú pháp")]
    [InlineData("version: 1\nsheets:\n\t- name: x", "dòng 3: sai cú pháp YAML hoặc JSON. Hãy")]
    [InlineData("sheets: []", "chưa có trang tính nào")]
    [InlineData("{\n  \"sheets\": [\n    {\"name\": 1,, }]}", "dòng 3: sai cú pháp")]
    [InlineData("", "cần các mục dạng")]
    [InlineData("unit: đồng\nunit: đồng\n" + Head + Code, "dòng 2: «unit» được ghi hai lần")]
    public void What_is_no_mapping_at_all_is_said_too(string mapping, string part)
    {
        using var clerk = new ForeignBook().WithCommon().Sheet("Bảng", [["Mã"], ["KC-08-2026-DP-0001"]]);

        Assert.Contains(part, clerk.Refused(clerk.Mapping(mapping)), StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_said_at_once_in_the_order_of_their_lines()
    {
        using var clerk = new ForeignBook().WithCommon().Sheet("Bảng", [["Mã"], ["KC-08-2026-DP-0001"]]);

        var lines = clerk.Refused(clerk.Mapping(
            "unit: hào\n" + Head + "      - {heading: Mã, field: a}\n      - {heading: Mã, field: b}")).Split('\n');

        Assert.Equal(["dòng 1", "dòng 6", "dòng 7"], lines.Select(line => line.Split(", ")[1].Split(':')[0]));
    }

    [Fact]
    public void A_mapping_that_is_not_there_is_named()
    {
        using var clerk = new ForeignBook().WithCommon().Sheet("Bảng", [["Mã"], ["KC-08-2026-DP-0001"]]);

        Assert.Contains("nowhere.yaml", clerk.Refused(clerk.File("nowhere.yaml")), StringComparison.Ordinal);
    }
}
