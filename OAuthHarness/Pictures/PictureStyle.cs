namespace OAuthHarness.Pictures;

/// <summary>The style of a picture.</summary>
internal static class PictureStyle
{
    public const string Css = """

        :root {
          color-scheme: light dark;
          --paper: #fff; --ink: #1b2230; --soft: #5a6475; --lane: #d6dbe4; --card: #f4f6f9;
          --accent: #2457d6; --good: #14763f; --bad: #bf2b2b;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --paper: #12161d; --ink: #e6eaf1; --soft: #9aa5b8; --lane: #333c4b; --card: #1b212b;
            --accent: #7ba4ff; --good: #5fd08f; --bad: #ff8a80;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; }
        main { max-width: 1040px; margin: 0 auto; padding: 24px 20px 64px; }
        h1 { font-size: 1.6em; margin: 0; }
        h2 { font-size: 1.2em; margin: 56px 0 8px; line-height: 1.3; }
        a { color: var(--accent); }
        .legend, .note { color: var(--soft); margin: 6px 0 0; max-width: 46em; }
        .contents { list-style: none; padding: 0; margin: 20px 0 0; }
        .contents li { margin: 3px 0; }
        .heads { position: absolute; }
        .diagram { position: relative; margin-top: 20px; }
        .parties {
          position: sticky; top: 0; z-index: 1; height: 34px; margin: 0; padding: 0; list-style: none;
          background: var(--paper); border-bottom: 1px solid var(--lane);
        }
        .party { position: absolute; top: 5px; transform: translateX(-50%); font-weight: 600; }
        .lanes { position: absolute; inset: 34px 0 0; height: calc(100% - 34px); }
        .lanes line { stroke: var(--lane); stroke-width: 1.5; stroke-dasharray: 3 4; }
        .steps { position: relative; list-style: none; margin: 0; padding: 10px 0 4px; }
        .step { padding: 9px 0; break-inside: avoid; }
        .text, .details, .checks, .answers, .decision {
          margin: 0 0 0 calc(var(--at) + 10px); max-width: calc(100% - var(--at) - 10px);
          width: fit-content; background: var(--paper); overflow-wrap: anywhere;
        }
        .text { font-weight: 600; padding: 0 4px; }
        .arrow { display: block; overflow: visible; }
        .arrow circle, .head { fill: var(--accent); }
        .arrow line { stroke: var(--accent); stroke-width: 2; }
        .bad .arrow circle, .head.bad { fill: var(--bad); }
        .bad .arrow line { stroke: var(--bad); }
        .bad .text { color: var(--bad); }
        h1.head { fill: none; }
        .details, .values, .said, .receiver, .checks th { font: 12.5px/1.5 ui-monospace, Menlo, Consolas, monospace; }
        .details { list-style: none; padding: 0 4px; color: var(--soft); }
        .checks, .answers, .decision { background: var(--card); border-radius: 8px; padding: 8px 12px; }
        .checks { margin-top: 6px; border-spacing: 0; display: block; }
        .checks caption { display: block; text-align: left; font-weight: 600; padding-bottom: 2px; }
        .checks th {
          text-align: left; font-weight: 400; padding: 0 14px 0 6px; vertical-align: top; overflow-wrap: break-word;
        }
        .checks td { vertical-align: top; padding: 0; }
        .values { color: var(--soft); }
        .passed .sign { color: var(--good); }
        .failed .sign, .failed th, .failed .values { color: var(--bad); font-weight: 700; }
        .skipped { color: var(--soft); }
        .answers { list-style: none; margin-top: 2px; }
        .receiver { font-weight: 600; margin-right: 10px; }
        .said, .none { color: var(--soft); }
        .decision { margin-top: 4px; border-left: 4px solid var(--accent); border-radius: 0 8px 8px 0; }
        .decision::before { content: "decided: "; font-weight: 600; }
        .outcome {
          display: inline-block; margin: 10px 0 0; padding: 4px 14px; border-radius: 99px; font-weight: 600;
          color: var(--paper); background: var(--good);
        }
        .outcome.bad { background: var(--bad); }
        .error { color: var(--bad); margin: 8px 0 0; overflow-wrap: anywhere; }
        @media (max-width: 640px) {
          main { padding: 16px 12px 48px; }
          body { font-size: 14px; }
          .party { font-size: 12px; top: 8px; }
          .text, .details, .checks, .answers, .decision { margin-left: 0; max-width: 100%; }
          .checks th { padding-right: 8px; }
        }
        @media print {
          main { max-width: none; padding: 0; }
          .dance { break-before: page; }
          .parties { position: relative; }
          .checks, .answers, .decision { border: 1px solid var(--lane); }
          .outcome { color: var(--ink); background: none; border: 1px solid; }
        }

        """;
}
