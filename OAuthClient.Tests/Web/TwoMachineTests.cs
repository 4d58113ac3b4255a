using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace OAuthClient.Tests.Web;

/// <summary>
/// Checks that one login can use both machines of the two-machine deployment on which other tests run.
/// </summary>
public class TwoMachineTests
{
    [Test]
    public async Task A_login_begins_on_one_machine_and_ends_on_the_other()
    {
        var site = await SampleSite.GetAsync(SampleDeployment.TwoMachines);
        for (var attempt = 0; attempt < 10; attempt++)
        {
            await using var visit = await Visit.BeginAsync(site, $"{attempt}");
            var answers = new ConcurrentQueue<IResponse>();
            visit.Page.Response += (_, response) => answers.Enqueue(response);
            await visit.LogInAsync($"farmer{attempt}");
            var first = await MachineOfAsync(answers, "/login/pretend");
            var second = await MachineOfAsync(answers, "/login/pretend/finish");
            if (first != second)
                return;
        }
        Assert.Fail("Ten logins stayed on the machine where they began.");
    }

    private static async Task<string> MachineOfAsync(IEnumerable<IResponse> answers, string path) =>
        await answers.Last(answer => new Uri(answer.Url).AbsolutePath == path).HeaderValueAsync("x-machine")
            ?? throw new InvalidOperationException("nginx did not say which machine answered");
}
