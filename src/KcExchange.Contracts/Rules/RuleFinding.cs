using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>One rule broken on one field: what is stored. Text is made when somebody reads it.</summary>
public sealed record RuleFinding
{
    /// <summary>The rule.</summary>
    public required Rule Rule { get; init; }

    /// <summary>Weight in force when it was judged.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Field as sent, list elements by index from 0; empty = the record as a whole.</summary>
    public required string FieldPath { get; init; }

    /// <summary>Values the text names, in the order of the report.</summary>
    public required IReadOnlyList<FindingParameter> Parameters { get; init; }

    /// <summary>Identity over time, 32 bytes.</summary>
    public required byte[] Fingerprint { get; init; }

    /// <summary>Hash of the values the rule read, 32 bytes.</summary>
    public required byte[] EvidenceHash { get; init; }

    /// <summary>The message of the contract, in a language.</summary>
    /// <param name="language">"vi" (default) or "en".</param>
    public Finding ToMessage(string language)
    {
        var (message, cure) = Render(Rule, FieldPath, Parameters, language);
        return new Finding
        {
            RuleId = Rule.Id,
            Severity = Severity,
            FieldPath = FieldPath,
            Parameters = { Parameters },
            Message = message,
            Cure = cure,
            LegalBasis = Parameters.FirstOrDefault(value => value.Name == Rule.Basis)?.Value ?? Rule.LegalBasis,
            BasisStatus = Rule.BasisStatus,
            Fingerprint = UnsafeByteOperations.UnsafeWrap(Fingerprint),
            EvidenceHash = UnsafeByteOperations.UnsafeWrap(EvidenceHash),
        };
    }

    /// <summary>
    /// The sentences of a stored finding in a language. What the contract says of the field in that language (its
    /// label, the form it must have) takes the place of the stored Vietnamese.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="fieldPath">Field as sent.</param>
    /// <param name="parameters">Values that the text names.</param>
    /// <param name="language">"vi" (default) or "en".</param>
    public static RuleText Render(
        Rule rule, string fieldPath, IReadOnlyList<FindingParameter> parameters, string language)
    {
        var cause = parameters.FirstOrDefault(parameter => parameter.Name == Rule.Cause)?.Value ?? "";
        var (text, info) = (rule.Text(language, cause), language == "en" ? Labels.Find(fieldPath) : null);
        if (info is not null)
            parameters = [.. parameters.Select(parameter => parameter.Name switch
            {
                "field" => new FindingParameter { Name = parameter.Name, Value = info.LabelEn },
                "expected" when info.PatternEn.Length > 0 =>
                    new FindingParameter { Name = parameter.Name, Value = info.PatternEn },
                Rule.Basis => new FindingParameter { Name = parameter.Name, Value = Basis.InEnglish(parameter.Value) },
                _ => parameter,
            })];
        return new RuleText(Fill(text.Message, parameters), Fill(text.Cure, parameters));
    }

    /// <summary>Puts parameters into a text's {braces}; a name without a value stays as it is.</summary>
    /// <param name="text">Text with {names}.</param>
    /// <param name="parameters">Values.</param>
    public static string Fill(string text, IReadOnlyList<FindingParameter> parameters)
    {
        foreach (var parameter in parameters)
            text = text.Replace("{" + parameter.Name + "}", parameter.Value, StringComparison.Ordinal);
        return text;
    }

    /// <summary>SHA-256 over length-prefixed UTF-8 parts: no two lists of parts share their bytes.</summary>
    /// <param name="parts">Parts in order.</param>
    public static byte[] HashOf(params IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
        return hash.GetHashAndReset();
    }
}
