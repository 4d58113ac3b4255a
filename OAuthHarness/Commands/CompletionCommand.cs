using System.CommandLine;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The command <c>completion</c>: a script by which a shell completes commands and options.</summary>
internal static class CompletionCommand
{
    // The program answers the directive [suggest:POSITION] with one word a line.
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            # Put into ~/.bashrc: source <(oauth-harness completion bash)
            _oauth_harness() {
                local line IFS=$'\n'
                COMPREPLY=()
                while read -r line; do COMPREPLY+=("$line"); done < <(
                    compgen -W "$(oauth-harness "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}")
            }
            complete -o default -F _oauth_harness oauth-harness
            """,
        ["zsh"] = """
            # Put into ~/.zshrc, behind compinit: source <(oauth-harness completion zsh)
            _oauth_harness() {
                local -a words_found
                words_found=("${(@f)$(oauth-harness "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
                compadd -- "${words_found[@]}"
            }
            compdef _oauth_harness oauth-harness
            """,
        ["fish"] = """
            # Save as ~/.config/fish/completions/oauth-harness.fish
            complete -f -c oauth-harness -a '(oauth-harness "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
            """,
        ["pwsh"] = """
            # Put into $PROFILE: oauth-harness completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName oauth-harness -ScriptBlock {
                param($word, $line, $position)
                oauth-harness "[suggest:$position]" "$line" 2>$null | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Prints a script that makes a shell complete the commands.") { shell };
        CommandRun.SetAction(command, async run =>
        {
            await run.Data.WriteLineAsync(Scripts[run.Parsed.GetRequiredValue(shell)]);
            return ExitCode.Success;
        });
        return command;
    }
}
