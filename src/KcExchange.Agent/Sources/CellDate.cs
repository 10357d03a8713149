using System.Globalization;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Sources;

/// <summary>Days of cells: serial numbers of either calendar, or text (<see cref="DateText"/>).</summary>
internal static class CellDate
{
    /// <summary>Serial number of 31 December 9999.</summary>
    private const decimal LastSerial = 2_958_465m;

    /// <summary>Excel's calendar has a 29 February 1900 that never was; only behind it do the days agree.</summary>
    private const decimal FalseLeapDay = 60m;

    /// <summary>Reads a day of the years 1900 to 9999.</summary>
    /// <param name="cell">The cell; a number counts only when the cell shows it as a day.</param>
    /// <param name="since1904">The workbook counts from 1904.</param>
    /// <param name="day">The day.</param>
    public static bool TryRead(RawCell cell, bool since1904, out DateOnly day)
    {
        day = default;
        if (cell.Kind == RawKind.Text && DateText.Read(CellText.Clean(cell.Text)).Day is { } written)
        {
            day = written;
            return true;
        }
        if (cell.Kind != RawKind.Number || cell.Format != ShownAs.Date) return false;
        if (!decimal.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture,
            out var serial)) return false;
        serial = decimal.Floor(serial);
        if (serial is < 0 or > LastSerial) return false;
        if (since1904)
        {
            if (serial > LastSerial - 1462m) return false;
            day = new DateOnly(1904, 1, 1).AddDays((int)serial);
            return true;
        }
        if (serial is < 1 or FalseLeapDay) return false;
        day = new DateOnly(1899, 12, serial < FalseLeapDay ? 31 : 30).AddDays((int)serial);
        return true;
    }

    /// <summary>The serial number of a day of 1900-03-01 or later, in the 1900 calendar.</summary>
    /// <param name="day">The day.</param>
    public static int ToSerial(DateOnly day) => day.DayNumber - new DateOnly(1899, 12, 30).DayNumber;
}
