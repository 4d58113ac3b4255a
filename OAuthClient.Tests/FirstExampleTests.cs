using OAuthClient.Testing;

namespace OAuthClient.Tests;

/// <summary>
/// Runs the first examples of the documents as programs, against a pretend provider on this machine. The test reads the
/// program's output as a user does: a link ends at the first space.
/// </summary>
public class FirstExampleTests
{
    private const string Right = PretendProvider.ClientSecret;

    [TestCase("README.md", "Stored", "a repository")]
    [TestCase("docs/getting-started.md", "store, for nobody objected", "anna")]
    public async Task The_first_example_prints_a_link_with_two_scopes_and_stores_the_token(
        string file, params string[] printed)
    {
        await using var provider = PretendProvider.Listen();
        var output = await RunAsync(file, provider, Right);
        var login = provider.AssertCalledOnce(PretendEndpoint.Authorization);
        Assert.That(login["scope"]!.Split(' '), Has.Length.EqualTo(2), "the whole link was opened");
        foreach (var text in printed)
            Assert.That(output, Does.Contain(text));
    }

    [TestCase("README.md")]
    [TestCase("docs/getting-started.md")]
    public async Task The_first_example_tells_the_cause_when_the_secret_is_wrong(string file)
    {
        await using var provider = PretendProvider.Listen();
        var output = await RunAsync(file, provider, "another secret");
        Assert.That(output, Does.Contain("invalid_client").And.Contain("ClientSecret"));
        Assert.That(output, Does.Not.Contain("another secret"));
    }

    private static async Task<string> RunAsync(string file, PretendProvider provider, string secret)
    {
        var program = Path.Combine(AppContext.BaseDirectory, $"example-{Path.GetRandomFileName()}.dll");
        try
        {
            using (var assembly = File.Create(program))
            {
                var emitted = DocumentCompiler.Compile(FirstExample.Prepare(file, provider, secret)).Emit(assembly);
                Assert.That(emitted.Success, Is.True, string.Join('\n', emitted.Diagnostics));
            }
            return await InteractAsync(program);
        }
        finally
        {
            File.Delete(program);
        }
    }

    private static Task<string> InteractAsync(string program)
    {
        var settings = Path.Combine(AppContext.BaseDirectory, "OAuthClient.Tests");
        return FirstExample.RunAsync(
            new("dotnet")
            {
                ArgumentList =
                {
                    "exec", "--depsfile", $"{settings}.deps.json", "--runtimeconfig", $"{settings}.runtimeconfig.json", program,
                },
            });
    }
}
