using System.Text.RegularExpressions;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace KcExchange.Tests.Support;

/// <summary>
/// T-SQL without a server: parsed as SQL Server 2019 would, looked through for what this house does without, and built
/// into a model of the schema in which every name of a statement must be found.
/// </summary>
internal static partial class TransactSql
{
    /// <summary>What a temporary table's name begins with in the model, which knows only lasting ones.</summary>
    public const string TemporaryPrefix = "temp_";

    /// <summary>The one procedure of the server's own that we call, as its manual describes it.</summary>
    private const string SystemProcedure =
        """
        CREATE PROCEDURE [dbo].[sp_getapplock] @Resource nvarchar(255), @LockMode varchar(32),
            @LockOwner varchar(32), @LockTimeout int AS RETURN 0;
        """;

    /// <summary>The script's tree; fails the test when SQL Server could not read it.</summary>
    public static TSqlScript Parse(string sql)
    {
        var tree = new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        Assert.True(
            errors.Count == 0,
            string.Join('\n', errors.Select(error => $"line {error.Line}: {error.Message}")) + "\n" + sql);
        return (TSqlScript)tree;
    }

    /// <summary>What of the ban list stands in a script.</summary>
    public static IReadOnlyList<string> Banned(string sql)
    {
        var visitor = new BannedVisitor();
        Parse(sql).Accept(visitor);
        return visitor.Found;
    }

    /// <summary>
    /// Builds the tables that a migration script leaves behind, and each statement as a procedure over them.
    /// </summary>
    /// <returns>The model, and what is wrong with it.</returns>
    public static (TSqlModel Model, IReadOnlyList<string> Problems) Build(
        string migrations, IEnumerable<(string Name, string Sql)> statements)
    {
        var model = new TSqlModel(SqlServerVersion.Sql150, new TSqlModelOptions());
        model.AddObjects(SystemProcedure);
        var schema = new SchemaScript();
        foreach (var batch in Parse(migrations).Batches)
            foreach (var statement in batch.Statements) schema.Apply(statement);
        var generator = new Sql150ScriptGenerator();
        foreach (var made in schema.Statements)
        {
            generator.GenerateScript(made, out var text);
            model.AddObjects(text);
        }
        HashSet<string> temporary = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, sql) in statements)
        {
            var rest = new StringWriter();
            var script = Parse(Temporary().Replace(sql, $"[{TemporaryPrefix}$1]"));
            foreach (var statement in script.Batches.SelectMany(batch => batch.Statements))
            {
                if (statement is SelectStatement { Into: { } into } select)
                {
                    // SELECT … INTO makes the table; what it reads is checked all the same.
                    if (temporary.Add(into.BaseIdentifier.Value)) model.AddObjects(TableOf(select));
                    select.Into = null;
                }
                generator.GenerateScript(statement, out var text);
                if (statement is not CreateTableStatement create) rest.WriteLine(text + ";");
                else if (temporary.Add(create.SchemaObjectName.BaseIdentifier.Value)) model.AddObjects(text);
            }
            model.AddObjects(Procedure(name, rest.ToString()));
        }
        // Names of the system's own catalogue are in no model but the server's.
        return (model, [.. model.Validate().Select(message => message.Message)
            .Where(message => !message.Contains("[sys].", StringComparison.Ordinal))]);
    }

    private static string TableOf(SelectStatement select)
    {
        var columns = ((QuerySpecification)select.QueryExpression).SelectElements.Cast<SelectScalarExpression>()
            .Select(element => element.ColumnName?.Value
                ?? ((ColumnReferenceExpression)element.Expression).MultiPartIdentifier.Identifiers[^1].Value);
        var table = select.Into.BaseIdentifier.Value;
        return $"CREATE TABLE [{table}] ({string.Join(", ", columns.Select(name => $"[{name}] sql_variant"))});";
    }

    /// <summary>The statement as a procedure whose parameters are the variables that it does not declare.</summary>
    private static string Procedure(string name, string body)
    {
        var variables = new VariableVisitor();
        Parse(body).Accept(variables);
        var free = variables.Used.Except(variables.Declared, StringComparer.OrdinalIgnoreCase)
            .Where(variable => !variable.StartsWith("@@", StringComparison.Ordinal)).ToList();
        var parameters = string.Join(", ", free.Select(variable => $"{variable} sql_variant"));
        return $"CREATE PROCEDURE [{name}] {parameters} AS BEGIN\n{(body.Length > 0 ? body : "RETURN;")}\nEND";
    }

    [GeneratedRegex(@"\[?#(\w+)\]?")]
    private static partial Regex Temporary();

    /// <summary>Variables of a statement.</summary>
    private sealed class VariableVisitor : TSqlFragmentVisitor
    {
        public HashSet<string> Used { get; } = new(StringComparer.OrdinalIgnoreCase);

        public HashSet<string> Declared { get; } = new(StringComparer.OrdinalIgnoreCase);

        public override void Visit(VariableReference node) => Used.Add(node.Name);

        public override void Visit(DeclareVariableElement node) => Declared.Add(node.VariableName.Value);

        /// <summary>@LockMode = 'Exclusive' names a parameter of what is called.</summary>
        public override void ExplicitVisit(ExecuteParameter node) => node.ParameterValue.Accept(this);
    }

    /// <summary>What plain T-SQL here does without (docs/decisions/0005-server.md).</summary>
    private sealed class BannedVisitor : TSqlFragmentVisitor
    {
        public List<string> Found { get; } = [];

        public override void Visit(MergeStatement node) => Found.Add("MERGE");

        public override void Visit(IdentityOptions node) => Found.Add("IDENTITY");

        public override void Visit(CreateSequenceStatement node) => Found.Add("a sequence");

        public override void Visit(SystemVersioningTableOption node) => Found.Add("a temporal table");

        public override void Visit(TemporalClause node) => Found.Add("FOR SYSTEM_TIME");

        public override void Visit(BeginTransactionStatement node)
        {
            if (node.Distributed) Found.Add("a distributed transaction");
        }

        public override void Visit(TriggerStatementBody node) => Found.Add("a trigger");

        public override void Visit(DeclareCursorStatement node) => Found.Add("a cursor");

        public override void Visit(TableHint node)
        {
            if (node.HintKind is TableHintKind.NoLock or TableHintKind.ReadUncommitted or TableHintKind.TabLock
                or TableHintKind.TabLockX or TableHintKind.PagLock)
                Found.Add($"the hint {node.HintKind}");
        }

        public override void Visit(SetTransactionIsolationLevelStatement node) => Found.Add($"isolation {node.Level}");

        /// <summary>Idempotent scripts hide some statements in strings: they are statements all the same.</summary>
        public override void Visit(ExecutableStringList node)
        {
            foreach (var text in node.Strings.OfType<StringLiteral>()) Found.AddRange(Banned(text.Value));
        }
    }

    /// <summary>Tables and indexes after all migrations: a model takes CREATE only.</summary>
    private sealed class SchemaScript
    {
        private readonly Dictionary<string, TSqlStatement> _made = new(StringComparer.OrdinalIgnoreCase);

        public IEnumerable<TSqlStatement> Statements => _made.Values;

        public void Apply(TSqlStatement statement)
        {
            switch (statement)
            {
                case CreateTableStatement create:
                    _made.Add(NameOf(create.SchemaObjectName), create);
                    break;
                case CreateIndexStatement index:
                    _made.Add($"{NameOf(index.OnName)}.{index.Name.Value}", index);
                    break;
                case DropIndexStatement drop:
                    foreach (var clause in drop.DropIndexClauses.Cast<DropIndexClause>())
                        Assert.True(_made.Remove($"{NameOf(clause.Object)}.{clause.Index.Value}"));
                    break;
                case DropTableStatement drop:
                    foreach (var table in drop.Objects) Assert.True(_made.Remove(NameOf(table)));
                    break;
                case AlterTableAddTableElementStatement add:
                    var definition = ((CreateTableStatement)_made[NameOf(add.SchemaObjectName)]).Definition;
                    foreach (var column in add.Definition.ColumnDefinitions) definition.ColumnDefinitions.Add(column);
                    foreach (var key in add.Definition.TableConstraints) definition.TableConstraints.Add(key);
                    break;
                case IfStatement conditional:
                    Apply(conditional.ThenStatement);
                    break;
                case BeginEndBlockStatement block:
                    foreach (var inner in block.StatementList.Statements) Apply(inner);
                    break;
                default:
                    Assert.True(
                        ChangesNoTable(statement), $"{statement.GetType().Name} in a migration: teach the test it.");
                    break;
            }
        }

        private static bool ChangesNoTable(TSqlStatement statement) =>
            statement is InsertStatement or UpdateStatement or DeleteStatement or BeginTransactionStatement
                or CommitTransactionStatement or AlterTableSetStatement or AlterIndexStatement;

        private static string NameOf(SchemaObjectName name) => name.BaseIdentifier.Value;
    }
}
