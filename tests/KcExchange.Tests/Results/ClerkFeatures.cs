using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Workbooks;
using KcExchange.Tests.Support.Workbooks;

namespace KcExchange.Tests.Results;

/// <summary>Puts into a workbook what offices have in theirs and the template has not.</summary>
internal static class ClerkFeatures
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Draw = "http://schemas.openxmlformats.org/drawingml/2006/main";
    private const string OnSheet = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing";

    /// <summary>Sheet that holds the table, the chart and the pivot table.</summary>
    public const string Report = "Báo cáo riêng";

    /// <summary>The smallest picture there is.</summary>
    private static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /// <summary>Adds all of it.</summary>
    public static void AddAll(ClerkBook clerk) => clerk.Change(workbook =>
    {
        AddReport(workbook);
        AddVeryHidden(workbook);
        ChangeRecordSheet(workbook);
        AddThreadedComment(workbook);
        AddTableOverRecords(workbook);
        AddBookParts(workbook);
    });

    private static void AddReport(WorkbookPart workbook)
    {
        var part = AddSheet(workbook, Report, $"""
            <worksheet xmlns="{Main}" xmlns:r="{Relations}">
            <sheetPr codeName="BaoCao"><tabColor theme="5" tint="0.39997558519241921"/></sheetPr>
            <dimension ref="A1:E9"/>
            <sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane xSplit="1500" ySplit="900" topLeftCell="B3"
            activePane="bottomRight"/></sheetView></sheetViews>
            <sheetFormatPr defaultRowHeight="15" outlineLevelRow="1"/>
            <sheetData>
            <row r="1" spans="1:5"><c r="A1" t="inlineStr"><is><r><rPr><b/><sz val="11"/><color theme="1"/></rPr>
            <t>Đậm</t></r><r><t xml:space="preserve"> thường</t></r></is></c></row>
            <row r="2"><c r="A2" t="inlineStr"><is><t>Tên</t></is></c>
            <c r="B2" t="inlineStr"><is><t>Số</t></is></c></row>
            <row r="3" outlineLevel="1"><c r="A3" t="inlineStr"><is><t>a&#13;&#10;b_x000D_c</t></is></c>
            <c r="B3"><f t="shared" ref="B3:B4" si="0">ROW()*2</f><v>6</v></c></row>
            <row r="4" outlineLevel="1" hidden="1"><c r="A4" t="inlineStr"><is><t>d</t></is></c>
            <c r="B4"><f t="shared" si="0"/><v>8</v></c>
            <c r="C4" cm="0"><f t="array" ref="C4">SUM(B3:B4*1)</f><v>14</v></c>
            </row></sheetData>
            <pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>
            <headerFooter><oddHeader>&amp;C&amp;"Times New Roman,Bold"Sở Công Thương</oddHeader></headerFooter>
            </worksheet>
            """);
        AddTable(part, 71, "BangRieng", "A2:B4", ["Tên", "Số"]);
        AddDrawing(part);
        var cache = AddPivot(workbook, part);
        workbook.Workbook.AppendChild(
            new PivotCaches(new PivotCache { CacheId = 9, Id = workbook.GetIdOfPart(cache) }));
        part.Worksheet.Save();
    }

    private static void AddVeryHidden(WorkbookPart workbook)
    {
        AddSheet(workbook, "Bí mật", $"""
            <worksheet xmlns="{Main}"><sheetData><row r="1"><c r="A1"><v>42</v></c></row></sheetData></worksheet>
            """);
        workbook.Workbook.Sheets!.Elements<Sheet>().Last().State = SheetStateValues.VeryHidden;
    }

    /// <summary>Formulas, a group, protection, merged cells beside the table, pictures in the page's header.</summary>
    private static void ChangeRecordSheet(WorkbookPart workbook)
    {
        var part = ClerkBook.SheetOf(workbook, "Đề án");
        var sheet = part.Worksheet;
        var rows = sheet.GetFirstChild<SheetData>()!;
        var last = rows.Elements<Row>().First().Elements<Cell>().Count();
        rows.Append(new Row { RowIndex = 7, Hidden = true, OutlineLevel = 1, Height = 33, CustomHeight = true });
        var beside = CellName.Letters(last + 2);
        var corner = CellName.Letters(last + 4);
        sheet.InsertAfter(
            new SheetProtection { Sheet = true, Objects = true, Scenarios = true, FormatCells = false }, rows);
        var merged = new MergeCells(new MergeCell { Reference = $"{beside}3:{corner}6" });
        sheet.InsertAfter(merged, sheet.GetFirstChild<AutoFilter>());
        sheet.InsertAfter(
            new ConditionalFormatting(new ConditionalFormattingRule(new Formula("LEN(A2)>3"))
            {
                Type = ConditionalFormatValues.Expression, Priority = 1,
            })
            { SequenceOfReferences = new ListValue<StringValue>([new StringValue("A2:XFD1048576")]) }, merged);
        var header = part.AddNewPart<VmlDrawingPart>("rIdHeader");
        Feed(header, """
            <xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="CH" style="width:9pt;height:9pt"/></xml>
            """);
        sheet.Append(new LegacyDrawingHeaderFooter { Id = "rIdHeader" });
        sheet.Save();
    }

    /// <summary>A conversation, and the note that stands in its place for old programs.</summary>
    private static void AddThreadedComment(WorkbookPart workbook)
    {
        const string Id = "{5C4AB1C0-1A2B-4C3D-8E4F-0123456789AB}";
        var part = ClerkBook.SheetOf(workbook, "Kinh phí");
        var people = workbook.AddNewPart<WorkbookPersonPart>();
        Feed(people, """
            <personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
            <person displayName="Chị Hoa" id="{11111111-2222-3333-4444-555555555555}" userId="hoa" providerId="None"/>
            </personList>
            """);
        Feed(part.AddNewPart<WorksheetThreadedCommentsPart>(), $$"""
            <ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
            <threadedComment ref="A2" dT="2026-01-02T03:04:05.00" personId="{11111111-2222-3333-4444-555555555555}"
            id="{{Id}}"><text>Xem lại</text></threadedComment></ThreadedComments>
            """);
        var comments = part.WorksheetCommentsPart!.Comments;
        comments.Authors!.Append(new Author("tc=" + Id));
        comments.CommentList!.Append(new Comment(new CommentText(new Run(new Text("[Threaded comment] Xem lại"))))
        {
            Reference = "A2", AuthorId = (uint)comments.Authors.ChildElements.Count - 1,
        });
        comments.Save();
    }

    /// <summary>The clerk has made a table of his centres: the sheet's own filter cannot stand there too.</summary>
    private static void AddTableOverRecords(WorkbookPart workbook)
    {
        var part = ClerkBook.SheetOf(workbook, "Trung tâm");
        part.Worksheet.RemoveAllChildren<AutoFilter>();
        var texts = part.Worksheet.Descendants<Row>().First().Elements<Cell>().Select(cell => cell.InnerText).ToList();
        AddTable(part, 72, "BangTrungTam", $"A1:{CellName.Letters(texts.Count)}2", texts);
        part.Worksheet.Save();
    }

    private static void AddBookParts(WorkbookPart workbook)
    {
        var custom = workbook.AddCustomXmlPart(CustomXmlPartType.CustomXml);
        Feed(custom, "<tinh ma=\"08\"/>");
        var link = workbook.AddNewPart<ExternalWorkbookPart>();
        link.AddExternalRelationship(
            Relations + "/externalLinkPath", new Uri("file:///C:/khac/so%20lieu.xlsx"), "rId1");
        Feed(link, $"""
            <externalLink xmlns="{Main}"><externalBook xmlns:r="{Relations}" r:id="rId1"><sheetNames>
            <sheetName val="Sheet1"/></sheetNames></externalBook></externalLink>
            """);
        var book = workbook.Workbook;
        book.InsertAfter(
            new ExternalReferences(new ExternalReference { Id = workbook.GetIdOfPart(link) }), book.Sheets);
        book.InsertAfter(new WorkbookProtection { LockStructure = true }, book.WorkbookProperties);
        book.DefinedNames!.Append(new DefinedName("'Báo cáo riêng'!$B$3") { Name = "Lãi_suất" });
        var index = (uint)book.Sheets!.Elements<Sheet>().ToList().FindIndex(sheet => sheet.Name == Report);
        book.DefinedNames.Append(new DefinedName("'Báo cáo riêng'!$A$1:$B$4")
        {
            Name = "_xlnm.Print_Area", LocalSheetId = index,
        });
        var id = book.Sheets.Elements<Sheet>().First(sheet => sheet.Name == Report).SheetId;
        Feed(workbook.AddNewPart<CalculationChainPart>(), $"""
            <calcChain xmlns="{Main}"><c r="B3" i="{id}"/></calcChain>
            """);
        book.Save();
    }

    private static WorksheetPart AddSheet(WorkbookPart workbook, string name, string xml)
    {
        var part = workbook.AddNewPart<WorksheetPart>();
        Feed(part, xml);
        var sheets = workbook.Workbook.Sheets!;
        sheets.Append(new Sheet
        {
            Name = name, SheetId = sheets.Elements<Sheet>().Max(sheet => sheet.SheetId!.Value) + 5,
            Id = workbook.GetIdOfPart(part),
        });
        return part;
    }

    private static void AddTable(
        WorksheetPart part, uint id, string name, string range, IReadOnlyList<string> headings)
    {
        var table = part.AddNewPart<TableDefinitionPart>();
        table.Table = new Table(
            new AutoFilter { Reference = range },
            new TableColumns(headings.Select((text, i) => new TableColumn { Id = (uint)i + 1, Name = text }))
            {
                Count = (uint)headings.Count,
            })
        {
            Id = id, Name = name, DisplayName = name, Reference = range, TotalsRowShown = false,
        };
        table.Table.Save();
        part.Worksheet.Append(new TableParts(new TablePart { Id = part.GetIdOfPart(table) }) { Count = 1 });
    }

    /// <summary>A picture and a chart.</summary>
    private static void AddDrawing(WorksheetPart part)
    {
        var drawing = part.AddNewPart<DrawingsPart>();
        var image = drawing.AddImagePart(ImagePartType.Png);
        using (var bytes = new MemoryStream(Picture)) image.FeedData(bytes);
        var chart = drawing.AddNewPart<ChartPart>();
        Feed(chart, $"""
            <c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="{Draw}"><c:chart>
            <c:plotArea><c:layout/><c:pieChart><c:varyColors val="1"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val>
            <c:numRef><c:f>'Báo cáo riêng'!$B$3:$B$4</c:f></c:numRef></c:val></c:ser></c:pieChart></c:plotArea>
            </c:chart>
            </c:chartSpace>
            """);
        Feed(drawing, string.Create(CultureInfo.InvariantCulture, $"""
            <xdr:wsDr xmlns:xdr="{OnSheet}" xmlns:a="{Draw}" xmlns:r="{Relations}">
            <xdr:oneCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row>
            <xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="9525" cy="9525"/><xdr:pic><xdr:nvPicPr>
            <xdr:cNvPr id="2" name="Dấu"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>
            <a:blip r:embed="{drawing.GetIdOfPart(image)}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>
            <xdr:spPr>
            <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>
            <xdr:oneCellAnchor><xdr:from><xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row>
            <xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="2000000" cy="1500000"/><xdr:graphicFrame macro="">
            <xdr:nvGraphicFramePr><xdr:cNvPr id="3" name="Biểu đồ"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>
            <xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>
            <a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">
            <c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
            r:id="{drawing.GetIdOfPart(chart)}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/>
            </xdr:oneCellAnchor></xdr:wsDr>
            """));
        part.Worksheet.InsertBefore(
            new Drawing { Id = part.GetIdOfPart(drawing) }, part.Worksheet.GetFirstChild<TableParts>());
    }

    private static PivotTableCacheDefinitionPart AddPivot(WorkbookPart workbook, WorksheetPart part)
    {
        var cache = workbook.AddNewPart<PivotTableCacheDefinitionPart>();
        var records = cache.AddNewPart<PivotTableCacheRecordsPart>();
        Feed(records, $"""
            <pivotCacheRecords xmlns="{Main}" count="1"><r><x v="0"/><n v="6"/></r></pivotCacheRecords>
            """);
        Feed(cache, $"""
            <pivotCacheDefinition xmlns="{Main}" xmlns:r="{Relations}" r:id="{cache.GetIdOfPart(records)}"
            refreshedBy="Hoa" createdVersion="3" refreshedVersion="3" recordCount="1"><cacheSource type="worksheet">
            <worksheetSource ref="A2:B3" sheet="{Report}"/></cacheSource><cacheFields count="2">
            <cacheField name="Tên" numFmtId="0"><sharedItems count="1"><s v="d"/></sharedItems></cacheField>
            <cacheField name="Số" numFmtId="0"><sharedItems containsSemiMixedTypes="0" containsString="0"
            containsNumber="1"/></cacheField></cacheFields></pivotCacheDefinition>
            """);
        var table = part.AddNewPart<PivotTablePart>();
        table.AddPart(cache);
        Feed(table, $"""
            <pivotTableDefinition xmlns="{Main}" name="Tổng" cacheId="9" dataCaption="Số" createdVersion="3">
            <location ref="A7:B9" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields count="2">
            <pivotField axis="axisRow" showAll="0"><items count="2">
            <item x="0"/><item t="default"/></items></pivotField>
            <pivotField dataField="1" showAll="0"/></pivotFields><rowFields count="1"><field x="0"/></rowFields>
            <dataFields count="1"><dataField name="Cộng" fld="1"/></dataFields></pivotTableDefinition>
            """);
        return cache;
    }

    private static void Feed(OpenXmlPart part, string xml)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(xml.Trim()));
        part.FeedData(bytes);
    }
}
