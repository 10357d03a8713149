using System.Buffers.Binary;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Sources;

/// <summary>
/// Error values (#N/A, #REF! …) of an old workbook: the reading library gives nothing for such a cell, and a field that
/// looks empty where the clerk sees an error would be sent as empty. Walks the records of the stream ([MS-XLS] 2.3).
/// </summary>
internal sealed class OldExcelErrors
{
    private const int Formula = 0x0006;
    private const int FilePass = 0x002F;
    private const int BoundSheet = 0x0085;
    private const int BoolErr = 0x0205;
    private const int Begin = 0x0809;
    private const int EndOfFile = 0x000A;

    private readonly Dictionary<(int Sheet, int Row, int Column), string> _errors = [];
    private readonly byte[] _stream;

    private OldExcelErrors(byte[] stream) => _stream = stream;

    /// <summary>The errors of a workbook.</summary>
    /// <param name="bytes">Content of the file.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="ExcelDataReader.Exceptions.InvalidPasswordException">It is encrypted.</exception>
    public static OldExcelErrors Of(byte[] bytes)
    {
        var file = CompoundFile.IsOne(bytes) ? new CompoundFile(bytes) : null;
        var stream = file is null ? bytes : file.Stream("Workbook") ?? file.Stream("Book")
            ?? throw new InvalidDataException("There is no workbook in it.");
        var errors = new OldExcelErrors(stream);
        errors.Read();
        return errors;
    }

    /// <summary>The error of a cell as Excel shows it; null when it holds none.</summary>
    /// <param name="sheet">Number of the sheet, from 0.</param>
    /// <param name="row">Row from 0.</param>
    /// <param name="column">Column from 0.</param>
    public string? At(int sheet, int row, int column) => _errors.GetValueOrDefault((sheet, row, column));

    private void Read()
    {
        var sheets = new List<int>();
        foreach (var (type, at, length) in Records(0))
        {
            if (type == FilePass) throw new ExcelDataReader.Exceptions.InvalidPasswordException("Encrypted.");
            // Charts and macro sheets are in the list too, but not among the sheets that are read.
            if (type == BoundSheet && length >= 6 && _stream[at + 5] == 0) sheets.Add((int)UInt32(at));
        }
        for (var sheet = 0; sheet < sheets.Count; sheet++)
            foreach (var (type, at, length) in Records(sheets[sheet]))
                ReadCell(sheet, type, at, length);
    }

    private void ReadCell(int sheet, int type, int at, int length)
    {
        // In all of them: row, column, format; then what the cell holds.
        var code = type switch
        {
            BoolErr when length >= 8 && _stream[at + 7] == 1 => _stream[at + 6],
            Formula when length >= 14 && UInt16(at + 12) == 0xFFFF && _stream[at + 6] == 2 => _stream[at + 8],
            _ => -1,
        };
        if (code >= 0) _errors[(sheet, UInt16(at), UInt16(at + 2))] = NameOf(code);
    }

    private IEnumerable<(int Type, int At, int Length)> Records(int start)
    {
        var depth = 0;
        for (var at = start; at >= 0 && at <= _stream.Length - 4;)
        {
            var (type, length) = (UInt16(at), UInt16(at + 2));
            if (at + 4 + length > _stream.Length) throw new InvalidDataException("The stream ends early.");
            yield return (type, at + 4, length);
            // A chart on a sheet is a stream within the stream.
            if (type == Begin) depth++;
            if (type == EndOfFile && --depth <= 0) yield break;
            at += 4 + length;
        }
    }

    private static string NameOf(int code) => code switch
    {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };

    private ushort UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(_stream.AsSpan(at, 2));

    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_stream.AsSpan(at, 4));
}
