using System.Collections.Concurrent;

namespace OAuthClient.Tests.Web;

/// <summary>That the farm of the other tests is one.</summary>
public class FarmTests
{
    [Test]
    public async Task A_login_begins_on_one_machine_and_ends_on_the_other()
    {
        var site = await SampleSite.GetAsync(SiteKind.Farm);
        for (var attempt = 0; attempt < 10; attempt++)
        {
            await using var visit = await Visit.BeginAsync(site, $"{attempt}");
            var machines = new ConcurrentDictionary<string, string>();
            visit.Page.Response += async (_, response) => machines[new Uri(response.Url).AbsolutePath] = await response.HeaderValueAsync("x-machine") ?? "";
            await visit.LogInAsync($"farmer{attempt}");
            if (machines["/login/pretend"] != machines["/login/pretend/finish"])
                return;
        }
        Assert.Fail("Ten logins stayed on the machine where they began.");
    }
}
