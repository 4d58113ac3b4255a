using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace OAuthClient.Tests.Web;

/// <summary>A Blazor component that refreshes the user's token as soon as its circuit runs.</summary>
public class RefreshingComponent : ComponentBase
{
    /// <summary>The user of the circuit.</summary>
    [Inject]
    public AuthenticationStateProvider Users { get; set; } = null!;

    /// <summary>The services of the circuit.</summary>
    [Inject]
    public IServiceProvider Services { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (!RendererInfo.IsInteractive)
            return;
        var state = await Users.GetAuthenticationStateAsync();
        OAuthUser user = state.User.FindFirstValue(ClaimTypes.NameIdentifier)!;
        await Services.GetOAuthDance("pretend").Session(user).RefreshAsync();
    }
}

/// <summary>The root of a Blazor application whose pages hold a <see cref="RefreshingComponent"/>.</summary>
public class RefreshingApp : ComponentBase
{
    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenComponent<RefreshingComponent>(0);
        builder.AddComponentRenderMode(RenderMode.InteractiveServer);
        builder.CloseComponent();
    }
}
