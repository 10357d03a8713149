using System.Globalization;
using Google.Protobuf.Reflection;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>One annotated field of one kind: what its annotation asks, and how a breach of it is reported.</summary>
internal sealed class FieldSite
{
    private readonly FieldInfo _info;
    private readonly FieldRuleIds _ids;
    private readonly string _template;
    private readonly string? _ownRule;

    /// <param name="kind">Kind whose rule ids count.</param>
    /// <param name="field">Field.</param>
    /// <param name="info">Its annotation.</param>
    /// <param name="template">Path with "[]" where an index belongs.</param>
    public FieldSite(KindDefinition kind, FieldDescriptor field, FieldInfo info, string template)
    {
        (Field, _info, _template, _ids) = (field, info, template, kind.FieldRuleIds);
        var path = template.Replace("[]", "", StringComparison.Ordinal);
        _ownRule = path == "report_period" ? FieldRules.Period : _ids.ByField.GetValueOrDefault(path);
        if (info.Pattern.Length > 0) Form = new TextForm(info.Pattern);
        // Provinces and communes have rules of their own (KC-GEN-004, 005, 007).
        if (info.CodeList.Length > 0 && info.CodeList is not ("province" or "commune")) CodeList = info.CodeList;
        if (info.HasMinimum) Minimum = info.Minimum;
    }

    public FieldDescriptor Field { get; }

    public bool Required => _info.Required;

    public int MaxLength => _info.MaxLength;

    public TextForm? Form { get; }

    public string? CodeList { get; }

    public long? Minimum { get; }

    public void Missing(in FieldRun run, int index) => Report(
        run, _ids.Required, index,
        (Rule.Cause, Field.FieldType is FieldType.Int32 or FieldType.Int64 ? "number" : "text"));

    public void NoDay(in FieldRun run, int index, CivilDate date) =>
        Report(run, FieldRules.NoDay, index, ("value", date.ToText()));

    public void BadText(in FieldRun run, string ruleId, int index, string cause, string found) =>
        Report(run, ruleId, index, (Rule.Cause, cause), ("found", found));

    public void TooLong(in FieldRun run, int index, int length) => Report(run, FieldRules.TooLong, index,
        ("length", length.ToString(CultureInfo.InvariantCulture)),
        ("limit", MaxLength.ToString(CultureInfo.InvariantCulture)));

    public void WrongForm(in FieldRun run, int index, string value) => Report(
        run, _ownRule ?? FieldRules.WrongForm, index, (Rule.Cause, "form"), ("value", Shown(value)),
        ("expected", _info.PatternVi.Length > 0 ? _info.PatternVi : _info.Pattern));

    public void NotInList(in FieldRun run, int index, string value) => Report(
        run, _ownRule ?? FieldRules.NotInList, index, ("value", Shown(value)), ("list", CodeList!),
        ("date", run.ListDate.ToVietnameseText()), ("nearest", Nearest(run, value)));

    public void BelowMinimum(in FieldRun run, int index, long value)
    {
        var ruleId = Minimum == 0 && _ids.Negative is { } negative ? negative : FieldRules.BelowMinimum;
        Report(run, ruleId, index, ("value", Amounts.Number(value, _info.Decimals, _info.Unit)),
            ("minimum", Amounts.Number(Minimum ?? 0, _info.Decimals, _info.Unit)));
    }

    private string Shown(string value) => _info.PersonalData ? ParameterText.Masked(value) : ParameterText.Shown(value);

    private string Nearest(in FieldRun run, string value)
    {
        var codes = run.Reference.Codes(CodeList!, run.ListDate);
        var code = VietnameseText.Nearest(value, codes.Select(entry => entry.Code));
        // Perhaps somebody typed the name instead of the code.
        var name = code is null ? VietnameseText.Nearest(value, codes.Select(entry => entry.NameVi)) : null;
        return codes.FirstOrDefault(entry => entry.Code == code || entry.NameVi == name) is { } nearest
            ? nearest.Label
            : ParameterText.Shown(string.Join(", ", codes.Select(entry => entry.Code)), 120);
    }

    // Gives a rule's text only the values that it names: several rules share one way of being broken.
    private void Report(
        in FieldRun run, string ruleId, int index, params ReadOnlySpan<(string Name, string Value)> values)
    {
        if (run.Rules.Find(ruleId) is not { } effective || !RuleSet.Applies(effective.Rule, run.Judgement)) return;
        var cause = values.Length > 0 && values[0].Name == Rule.Cause ? values[0].Value : "";
        List<(string, string)> named = [];
        if (effective.Rule.Names("field", cause)) named.Add(("field", _info.LabelVi));
        foreach (var value in values)
            if (effective.Rule.Names(value.Name, cause)) named.Add(value);
        run.Judgement.Report(effective, Path(index), [.. named]);
    }

    // "beneficiaries[].tax_code" → "beneficiaries[2].tax_code"; the elements of a list of texts have the index at the
    // end.
    private string Path(int index) => index < 0
        ? _template
        : _template.Contains("[]", StringComparison.Ordinal)
            ? _template.Replace("[]", string.Create(CultureInfo.InvariantCulture, $"[{index}]"),
                StringComparison.Ordinal)
            : string.Create(CultureInfo.InvariantCulture, $"{_template}[{index}]");
}
