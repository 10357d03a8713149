using System.ComponentModel.DataAnnotations;
using System.Reflection;
using KcExchange.Server.Operations;
using Microsoft.Extensions.Configuration;

namespace KcExchange.Tests.Operations;

/// <summary>A setting that cannot be meant is refused at start, in one sentence.</summary>
public sealed class OptionsCheckTests
{
    [Theory]
    [InlineData("Limits:CallsPerMinute", "0", "Limits:CallsPerMinute=0: a whole number from 1 to 1000000.")]
    [InlineData("Port", "70000", "Port=70000: a whole number from 0 to 65535.")]
    [InlineData("Port", "https", "Port=https: a whole number from 0 to 65535.")]
    [InlineData("Limits:PingSeconds", "60", "Limits:PingSeconds=60: less than Limits:IdleSeconds (60)")]
    [InlineData("Limits:BatchBytes", "2000", "Limits:BatchBytes=2000: at least Limits:RecordBytes")]
    [InlineData("ListenAddress", "ministry", "ListenAddress=ministry: an IP address, e.g. 127.0.0.1")]
    [InlineData("Limits:CallPerMinute", "5", "no setting Limits:CallPerMinute. Is Limits:CallsPerMinute meant?")]
    [InlineData("Storage:Password", "BiMat", "There is no setting Storage:Password.")]
    public void A_wrong_setting_is_refused_with_its_range_or_the_nearest_name(string name, string value, string told)
    {
        var refused = Assert.Throws<ArgumentException>(() => OptionsCheck.Read(Configured((name, value)), []));

        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("BiMat", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_the_command_line_must_be_known_and_one_of_the_environment_may_be_others()
    {
        var refused = Assert.Throws<ArgumentException>(() => OptionsCheck.Read(Configured(), ["Prot"]));
        var options = OptionsCheck.Read(
            Configured(("TEST_POSTGRES", "x"), ("limits:callsperminute", "7"), ("Storage:Provider", "Postgres")),
            ["storage:provider"]);

        Assert.Contains("Is Port meant?", refused.Message, StringComparison.Ordinal);
        Assert.Equal((7, "Postgres"), (options.Limits.CallsPerMinute, options.Storage.Provider));
    }

    [Fact]
    public void Every_number_has_a_range_that_its_default_keeps()
    {
        var numbers = OptionsCheck.Settings().Where(setting => setting.Property.PropertyType == typeof(int)).ToList();
        var defaults = new ServerOptions();

        Assert.NotEmpty(numbers);
        Assert.All(numbers, number =>
        {
            var range = number.Property.GetCustomAttribute<RangeAttribute>();
            object owner = number.Name.Split(':')[0] switch
            {
                "Storage" => defaults.Storage,
                "Limits" => defaults.Limits,
                _ => defaults,
            };
            Assert.True(range?.IsValid(number.Property.GetValue(owner)), number.Name);
        });
        Assert.NotNull(OptionsCheck.Read(Configured(), []));
    }

    private static IConfiguration Configured(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value))
            .Build();
}
