using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KcExchange.Server.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class LockSettings : Migration
    {
        // One batch may lock thousands of rows of these: escalated to the table, its lock would stop every province.
        private static readonly string[] BigTables =
            ["centre", "project", "funding", "ledger_entry", "finding", "submission_batch", "project_beneficiary"];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var table in BigTables)
                migrationBuilder.Sql($"ALTER TABLE [{table}] SET (LOCK_ESCALATION = DISABLE);");
            // Two provinces' heads lie on one page: a lock on it would join their lanes.
            migrationBuilder.Sql("ALTER INDEX ALL ON [province_head] SET (ALLOW_PAGE_LOCKS = OFF);");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var table in BigTables)
                migrationBuilder.Sql($"ALTER TABLE [{table}] SET (LOCK_ESCALATION = TABLE);");
            migrationBuilder.Sql("ALTER INDEX ALL ON [province_head] SET (ALLOW_PAGE_LOCKS = ON);");
        }
    }
}
