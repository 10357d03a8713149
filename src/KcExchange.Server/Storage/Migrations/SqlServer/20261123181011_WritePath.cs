using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KcExchange.Server.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class WritePath : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_project_province_code_centre_code",
                table: "project");

            migrationBuilder.DropIndex(
                name: "IX_project_province_code_plan_year_status",
                table: "project");

            migrationBuilder.DropIndex(
                name: "IX_project_province_code_project_code",
                table: "project");

            migrationBuilder.DropIndex(
                name: "IX_funding_province_code_budget_year_report_period",
                table: "funding");

            migrationBuilder.CreateTable(
                name: "call_audit",
                columns: table => new
                {
                    audit_id = table.Column<string>(type: "varchar(36)", unicode: false, maxLength: 36, nullable: false, collation: "Latin1_General_100_BIN2"),
                    recorded_at = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    caller = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    province_code = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    subject = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    detail = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    submission_id = table.Column<string>(type: "varchar(36)", unicode: false, maxLength: 36, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_call_audit", x => x.audit_id);
                });

            migrationBuilder.CreateTable(
                name: "project_beneficiary",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    record_key = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ordinal = table.Column<int>(type: "int", nullable: false),
                    tax_code = table.Column<string>(type: "varchar(14)", unicode: false, maxLength: 14, nullable: false, collation: "Latin1_General_100_BIN2"),
                    name_key = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false, collation: "Latin1_General_100_BIN2"),
                    item_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    plan_year = table.Column<int>(type: "int", nullable: false),
                    activity_key = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false, collation: "Latin1_General_100_BIN2"),
                    status = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false, collation: "Latin1_General_100_BIN2"),
                    fair_abroad = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_project_beneficiary", x => new { x.province_code, x.record_key, x.ordinal });
                });

            migrationBuilder.CreateIndex(
                name: "IX_project_beneficiary_name_key",
                table: "project_beneficiary",
                column: "name_key");

            migrationBuilder.CreateIndex(
                name: "IX_project_beneficiary_tax_code",
                table: "project_beneficiary",
                column: "tax_code");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "call_audit");

            migrationBuilder.DropTable(
                name: "project_beneficiary");

            migrationBuilder.CreateIndex(
                name: "IX_project_province_code_centre_code",
                table: "project",
                columns: new[] { "province_code", "centre_code" });

            migrationBuilder.CreateIndex(
                name: "IX_project_province_code_plan_year_status",
                table: "project",
                columns: new[] { "province_code", "plan_year", "status" });

            migrationBuilder.CreateIndex(
                name: "IX_project_province_code_project_code",
                table: "project",
                columns: new[] { "province_code", "project_code" });

            migrationBuilder.CreateIndex(
                name: "IX_funding_province_code_budget_year_report_period",
                table: "funding",
                columns: new[] { "province_code", "budget_year", "report_period" });
        }
    }
}
