using System.Linq.Expressions;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace KcExchange.Server.Ledger;

/// <summary>
/// Compares rows column by column as the model maps them: a column that comes later is compared without a line here.
/// </summary>
internal sealed class RowDifference
{
    private readonly List<(string Column, Func<object, object, bool> Equal)> _columns;

    private RowDifference(ITypeBase type) =>
        _columns = [.. type.GetProperties().Select(property => (property.GetColumnName(), Equality(property)))];

    /// <summary>The comparison for a table of the model.</summary>
    public static RowDifference Of(ExchangeDb db, Type row) => new(db.Model.FindEntityType(row)!);

    /// <summary>Names of the columns that differ, separated by commas; empty when none does.</summary>
    public string Between(object stored, object expected)
    {
        List<string>? differing = null;
        foreach (var (column, equal) in _columns)
            if (!equal(stored, expected)) (differing ??= []).Add(column);
        return differing is null ? "" : string.Join(", ", differing);
    }

    private static Func<object, object, bool> Equality(IProperty property)
    {
        var (left, right) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(object)));
        var row = property.DeclaringType.ClrType;
        var (one, other) = (Value(left), Value(right));
        var equal = property.ClrType == typeof(byte[])
            ? Expression.Call(typeof(RowDifference), nameof(SameBytes), null, one, other)
            : (Expression)Expression.Equal(one, other);
        return Expression.Lambda<Func<object, object, bool>>(equal, left, right).Compile();

        Expression Value(Expression of) => Expression.Property(Expression.Convert(of, row), property.PropertyInfo!);
    }

    private static bool SameBytes(byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other);
}
