namespace KcExchange.Agent.Sources;

/// <summary>Why a value was mended.</summary>
public enum MendKind
{
    /// <summary>Blanks before or behind, hard and invisible ones too.</summary>
    Blanks,

    /// <summary>Hard blanks or line breaks within a text of one line.</summary>
    InnerBlanks,

    /// <summary>Decomposed letters.</summary>
    Composed,

    /// <summary>A day written as text.</summary>
    Date,

    /// <summary>A number written as text, with marks of thousands, a decimal comma or its unit.</summary>
    Number,

    /// <summary>A name whose tone mark stands on the other vowel (Hoà, Hòa).</summary>
    ToneMark,

    /// <summary>Text of an old font (TCVN3, VNI), converted because the caller said so.</summary>
    OldFont,
}

/// <summary>
/// A value that was mended on reading because only one thing can be meant. The clerk's file keeps what stands there;
/// the result lists each of them as "đã tự sửa".
/// </summary>
/// <param name="Kind">Why.</param>
/// <param name="Cell">Where.</param>
/// <param name="Before">As it stands in the cell.</param>
/// <param name="After">As it was read: text, dd/MM/yyyy, or the number in the field's own unit with it.</param>
public sealed record Mend(MendKind Kind, CellRef Cell, string Before, string After);
