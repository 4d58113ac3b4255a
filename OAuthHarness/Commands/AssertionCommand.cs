using System.CommandLine;
using OAuthClient;
using OAuthClient.OAuth2.Grants;
using OAuthHarness.Dances;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>
/// The commands <c>token jwt-bearer</c> and <c>token saml-bearer</c>: a token for an assertion (RFC 7521).
/// </summary>
internal static class AssertionCommand
{
    public static Command CreateJwt() =>
        Create("jwt-bearer", "A token for a signed JWT (RFC 7523).", assertion => new JwtBearerGrant(assertion));

    public static Command CreateSaml() =>
        Create("saml-bearer", "A token for a SAML assertion (RFC 7522).", assertion => new SamlBearerGrant(assertion));

    private static Command Create(string name, string description, Func<Secret, OAuthGrant> createGrant)
    {
        var assertion = SecretInput.CreateOption("--assertion", "The assertion.");
        var command = new Command(name, description) { assertion };
        DanceOptions.AddTo(command);
        CommandRun.SetAction(command, async run =>
        {
            using var dance = await DanceRun.OpenAsync(run);
            return await GrantRun.RunAsync(dance, createGrant(await SecretInput.ReadAsync(run, assertion, "The assertion:")));
        });
        return command;
    }
}
