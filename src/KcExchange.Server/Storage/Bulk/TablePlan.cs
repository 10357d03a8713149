using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace KcExchange.Server.Storage.Bulk;

/// <summary>What a column holds; all that the model uses.</summary>
internal enum ColumnType
{
    Text,
    Number,
    Flag,
    Bytes,
    Instant,
    Day,
}

/// <summary>One column of a table and how to read it from a row without boxing.</summary>
/// <param name="Name">Column name.</param>
/// <param name="Property">Property of the row.</param>
/// <param name="IsKey">Part of the primary key.</param>
/// <param name="Type">What it holds.</param>
/// <param name="StoreType">Type as this database spells it.</param>
internal sealed record Column<TRow>(string Name, string Property, bool IsKey, ColumnType Type, string StoreType)
{
    public Func<TRow, string> Text { get; init; } = null!;

    /// <summary>Numbers of every width, and enums by their number.</summary>
    public Func<TRow, long> Number { get; init; } = null!;

    public Func<TRow, bool> Flag { get; init; } = null!;

    public Func<TRow, byte[]> Bytes { get; init; } = null!;

    public Func<TRow, DateTime?> Instant { get; init; } = null!;

    public Func<TRow, DateOnly?> Day { get; init; } = null!;

    /// <summary>The value as an object, for drivers that take nothing else.</summary>
    public object Value(TRow row) => Type switch
    {
        ColumnType.Text => Text(row),
        ColumnType.Number => Number(row),
        ColumnType.Flag => Flag(row),
        ColumnType.Bytes => Bytes(row),
        ColumnType.Instant => (object?)Instant(row) ?? DBNull.Value,
        _ => (object?)Day(row) ?? DBNull.Value,
    };
}

/// <summary>
/// A table as bulk statements need it, made from the EF model: a column that the model gains is written by itself.
/// </summary>
internal sealed class TablePlan<TRow>
    where TRow : class
{
    private static readonly MethodInfo NumberOf =
        typeof(TablePlan<TRow>).GetMethod(nameof(Widened), BindingFlags.Static | BindingFlags.NonPublic)!;

    private TablePlan(string name, IReadOnlyList<Column<TRow>> columns) =>
        (Name, Columns, Keys) = (name, columns, [.. columns.Where(column => column.IsKey)]);

    /// <summary>Table name.</summary>
    public string Name { get; }

    /// <summary>All columns, the key's first and in its order.</summary>
    public IReadOnlyList<Column<TRow>> Columns { get; }

    /// <summary>The primary key.</summary>
    public IReadOnlyList<Column<TRow>> Keys { get; }

    /// <summary>The plan of a mapped type.</summary>
    public static TablePlan<TRow> Of(IModel model)
    {
        var entity = model.FindEntityType(typeof(TRow))
            ?? throw new InvalidOperationException($"{typeof(TRow).Name} is not mapped.");
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        var key = entity.FindPrimaryKey()!.Properties;
        return new TablePlan<TRow>(table.Name, [
            .. key.Concat(entity.GetProperties().Except(key)).Select(property => ColumnOf(property, table))]);
    }

    /// <summary>The key and some other columns.</summary>
    /// <param name="properties">Names of row properties; null = all.</param>
    public IReadOnlyList<Column<TRow>> Some(IReadOnlyCollection<string>? properties) => properties is null
        ? Columns
        : [.. Columns.Where(column => column.IsKey || properties.Contains(column.Property))];

    private static Column<TRow> ColumnOf(IProperty property, StoreObjectIdentifier table)
    {
        var getter = property.PropertyInfo!.GetMethod!;
        var column = new Column<TRow>(
            property.GetColumnName(table)!, property.Name, property.IsPrimaryKey(), TypeOf(property.ClrType),
            property.GetColumnType());
        return column.Type switch
        {
            ColumnType.Text => column with { Text = getter.CreateDelegate<Func<TRow, string>>() },
            ColumnType.Flag => column with { Flag = getter.CreateDelegate<Func<TRow, bool>>() },
            ColumnType.Bytes => column with { Bytes = getter.CreateDelegate<Func<TRow, byte[]>>() },
            ColumnType.Instant => column with { Instant = Optional<DateTime>(getter) },
            ColumnType.Day => column with { Day = Optional<DateOnly>(getter) },
            _ => column with
            {
                Number = (Func<TRow, long>)NumberOf.MakeGenericMethod(property.ClrType).Invoke(null, [getter])!,
            },
        };
    }

    private static ColumnType TypeOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var text when text == typeof(string) => ColumnType.Text,
        var flag when flag == typeof(bool) => ColumnType.Flag,
        var bytes when bytes == typeof(byte[]) => ColumnType.Bytes,
        var instant when instant == typeof(DateTime) => ColumnType.Instant,
        var day when day == typeof(DateOnly) => ColumnType.Day,
        var number when number == typeof(long) || number == typeof(int) || number.IsEnum => ColumnType.Number,
        var other => throw new NotSupportedException($"Bulk statements know no column of {other.Name}."),
    };

    private static Func<TRow, T?> Optional<T>(MethodInfo getter)
        where T : struct
    {
        if (getter.ReturnType == typeof(T?)) return getter.CreateDelegate<Func<TRow, T?>>();
        var read = getter.CreateDelegate<Func<TRow, T>>();
        return row => read(row);
    }

    private static Func<TRow, long> Widened<T>(MethodInfo getter)
        where T : unmanaged
    {
        if (typeof(T) == typeof(long)) return getter.CreateDelegate<Func<TRow, long>>();
        // An enum of the model is an int to the database, and to the runtime.
        var read = getter.CreateDelegate<Func<TRow, int>>();
        return row => read(row);
    }
}
