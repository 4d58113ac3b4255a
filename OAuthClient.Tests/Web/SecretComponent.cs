using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace OAuthClient.Tests.Web;

/// <summary>A Blazor page that needs no token by itself.</summary>
[Route("/component")]
public class SecretComponent : ComponentBase
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddContent(0, "secret");
    }
}
