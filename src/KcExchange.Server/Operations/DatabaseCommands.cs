using System.CommandLine;
using KcExchange.Server.Storage;

namespace KcExchange.Server.Operations;

/// <summary>`db script`, `db migrate` and `db check`: a database administrator's work on the store.</summary>
internal static class DatabaseCommands
{
    private const int Good = 0;
    private const int SomethingToDo = 1;

    public static Command Build(Func<ServerOptions> options)
    {
        var command = new Command(
            "db", "The store's schema and settings, in the database of Storage:Provider and Storage:ConnectionString.");
        command.Subcommands.Add(BuildScript(options));
        command.Subcommands.Add(BuildMigrate(options));
        command.Subcommands.Add(BuildCheck(options));
        return command;
    }

    private static Command BuildScript(Func<ServerOptions> options)
    {
        var from = new Option<string>("--from") { Description = "Migration to begin after; by default the first." };
        var script = new Command(
            "script", "Prints SQL that brings any older database to this release and changes nothing in a current one.")
        {
            from,
        };
        script.SetAction(parsed =>
        {
            using var storage = StorageProviders.Create(options());
            parsed.InvocationConfiguration.Output.Write(storage.Script(parsed.GetValue(from)));
            return Good;
        });
        return script;
    }

    private static Command BuildMigrate(Func<ServerOptions> options)
    {
        var migrate = new Command("migrate", "Brings the database to this release; needs the right to change tables.");
        migrate.SetAction(async (parsed, cancellation) =>
        {
            using var storage = StorageProviders.Create(options());
            var applied = 0;
            await storage.MigrateAsync(
                migration =>
                {
                    applied++;
                    Say(parsed, $"Applied {migration}");
                },
                cancellation);
            if (applied == 0) Say(parsed, $"{storage.Place} has the schema of this release: nothing to apply.");
            return Good;
        });
        return migrate;
    }

    private static Command BuildCheck(Func<ServerOptions> options)
    {
        var check = new Command("check", "Says what keeps a server from running on the database; changes nothing.");
        check.SetAction(async (parsed, cancellation) =>
        {
            using var storage = StorageProviders.Create(options());
            var problems = await storage.CheckAsync(cancellation);
            foreach (var problem in problems) Say(parsed, problem);
            if (problems.Count == 0) Say(parsed, $"{storage.Place}: schema and settings are this release's.");
            return problems.Count == 0 ? Good : SomethingToDo;
        });
        return check;
    }

    private static void Say(ParseResult parsed, string line) => parsed.InvocationConfiguration.Output.WriteLine(line);
}
