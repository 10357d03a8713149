using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace KcExchange.Tests.Support;

/// <summary>The databases that the exchange keeps its store in.</summary>
public enum Store
{
    /// <summary>The embedded default: a file.</summary>
    Sqlite,

    /// <summary>A database of KCX_TEST_POSTGRES, which tests/run starts.</summary>
    Postgres,

    /// <summary>A database of KCX_TEST_SQLSERVER.</summary>
    SqlServer,
}

/// <summary>
/// The rows of a theory over every database: the store, then the row's own values. A database that is not at hand shows
/// as a skipped row with the reason.
/// </summary>
/// <param name="row">What the test takes after the store.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class StoresAttribute(params object?[] row) : DataAttribute
{
    /// <summary>True = only the databases that several servers may share.</summary>
    public bool ServersOnly { get; init; }

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        IReadOnlyCollection<ITheoryDataRow> rows =
        [
            .. Enum.GetValues<Store>().Where(store => !ServersOnly || store != Store.Sqlite)
                .Select(store => new TheoryDataRow([store, .. row]) { Skip = TestStore.WhyNot(store) }),
        ];
        return ValueTask.FromResult(rows);
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}
