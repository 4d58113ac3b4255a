using System.Text.Json.Nodes;
using OAuthHarness.Profiles;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>A profile in the list. A damaged one has its fault instead of its values.</summary>
internal sealed record ProfileRow(string Name, bool IsCurrent, Profile? Profile, string? Fault)
{
    public static async Task<ProfileRow> ReadAsync(CommandRun run, string name, bool isCurrent)
    {
        try
        {
            return new(name, isCurrent, await run.Profiles.ReadAsync(name, run.CancellationToken), null);
        }
        catch (HarnessException damaged)
        {
            return new(name, isCurrent, null, damaged.Message);
        }
    }

    public static JsonArray ToJson(IEnumerable<ProfileRow> rows) => new([.. rows.Select(row => row.ToJson())]);

    public static void WriteTable(CommandRun run, IEnumerable<ProfileRow> rows)
    {
        var table = new DataTable("", "NAME", "PROVIDER", "CLIENT", "ACCOUNT", "STORE");
        foreach (var row in rows)
        {
            table.Add(
                row.IsCurrent ? "*" : "",
                row.Name,
                row.Fault ?? ProfileView.ProviderOf(row.Profile!),
                row.Profile?.ClientId ?? "",
                row.Profile?.Account ?? "",
                row.Profile is { } profile ? StoreText.Mask(profile.Store) : "");
        }
        table.Write(run);
    }

    private JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["current"] = IsCurrent,
        ["provider"] = Profile is null ? null : ProfileView.ProviderOf(Profile),
        ["client_id"] = Profile?.ClientId,
        ["account"] = Profile?.Account,
        ["store"] = Profile is null ? null : StoreText.Mask(Profile.Store),
        ["fault"] = Fault,
    };
}
