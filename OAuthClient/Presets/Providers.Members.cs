using OAuthClient.OAuth1;
using OAuthClient.OAuth2;

namespace OAuthClient.Presets;

// boot
public static partial class Providers
{
    /// <summary>Airtable.</summary>
    public static OAuth2Provider Airtable => Read<OAuth2Provider>("airtable");

    /// <summary>Apple.</summary>
    public static OAuth2Provider Apple => Read<OAuth2Provider>("apple");

    /// <summary>Atlassian.</summary>
    public static OAuth2Provider Atlassian => Read<OAuth2Provider>("atlassian");

    /// <summary>Authentiq.</summary>
    public static OAuth2Provider Authentiq => Read<OAuth2Provider>("authentiq");

    /// <summary>Microsoft.</summary>
    public static OAuth2Provider Azure => Read<OAuth2Provider>("azure");

    /// <summary>Basecamp.</summary>
    public static OAuth2Provider Basecamp => Read<OAuth2Provider>("basecamp");

    /// <summary>Bitbucket.</summary>
    public static OAuth2Provider Bitbucket => Read<OAuth2Provider>("bitbucket");

    /// <summary>Bitly.</summary>
    public static OAuth2Provider Bitly => Read<OAuth2Provider>("bitly");

    /// <summary>Box.</summary>
    public static OAuth2Provider Box => Read<OAuth2Provider>("box");

    /// <summary>Dailymotion.</summary>
    public static OAuth2Provider Dailymotion => Read<OAuth2Provider>("dailymotion");

    /// <summary>Deezer.</summary>
    public static OAuth2Provider Deezer => Read<OAuth2Provider>("deezer");

    /// <summary>Dexcom.</summary>
    public static OAuth2Provider Dexcom => Read<OAuth2Provider>("dexcom");

    /// <summary>DigitalOcean.</summary>
    public static OAuth2Provider DigitalOcean => Read<OAuth2Provider>("digitalocean");

    /// <summary>Discogs.</summary>
    public static OAuth1Provider Discogs => Read<OAuth1Provider>("discogs");

    /// <summary>Discord.</summary>
    public static OAuth2Provider Discord => Read<OAuth2Provider>("discord");

    /// <summary>Disqus.</summary>
    public static OAuth2Provider Disqus => Read<OAuth2Provider>("disqus");

    /// <summary>Dropbox.</summary>
    public static OAuth2Provider Dropbox => Read<OAuth2Provider>("dropbox");

    /// <summary>eBay.</summary>
    public static OAuth2Provider EBay => Read<OAuth2Provider>("ebay");

    /// <summary>Epic Games.</summary>
    public static OAuth2Provider EpicGames => Read<OAuth2Provider>("epicgames");

    /// <summary>Exact Online.</summary>
    public static OAuth2Provider ExactOnline => Read<OAuth2Provider>("exactonline");

    /// <summary>Facebook.</summary>
    public static OAuth2Provider Facebook => Read<OAuth2Provider>("facebook");

    /// <summary>Fitbit.</summary>
    public static OAuth2Provider Fitbit => Read<OAuth2Provider>("fitbit");

    /// <summary>GitHub.</summary>
    public static OAuth2Provider GitHub => Read<OAuth2Provider>("github");

    /// <summary>GitLab.</summary>
    public static OAuth2Provider GitLab => Read<OAuth2Provider>("gitlab");

    /// <summary>Google.</summary>
    public static OAuth2Provider Google => Read<OAuth2Provider>("google");

    /// <summary>Heroku.</summary>
    public static OAuth2Provider Heroku => Read<OAuth2Provider>("heroku");

    /// <summary>Huawei.</summary>
    public static OAuth2Provider Huawei => Read<OAuth2Provider>("huawei");

    /// <summary>Instagram.</summary>
    public static OAuth2Provider Instagram => Read<OAuth2Provider>("instagram");

    /// <summary>Kook.</summary>
    public static OAuth2Provider Kook => Read<OAuth2Provider>("kook");

    /// <summary>LinkedIn.</summary>
    public static OAuth2Provider LinkedIn => Read<OAuth2Provider>("linkedin");

    /// <summary>Mailchimp.</summary>
    public static OAuth2Provider Mailchimp => Read<OAuth2Provider>("mailchimp");

    /// <summary>Mastodon.</summary>
    public static OAuth2Provider Mastodon => Read<OAuth2Provider>("mastodon");

    /// <summary>Meetup.</summary>
    public static OAuth2Provider Meetup => Read<OAuth2Provider>("meetup");

    /// <summary>Mixcloud.</summary>
    public static OAuth2Provider Mixcloud => Read<OAuth2Provider>("mixcloud");

    /// <summary>MusicBrainz.</summary>
    public static OAuth2Provider MusicBrainz => Read<OAuth2Provider>("musicbrainz");

    /// <summary>Nextcloud.</summary>
    public static OAuth2Provider Nextcloud => Read<OAuth2Provider>("nextcloud");

    /// <summary>Notion.</summary>
    public static OAuth2Provider Notion => Read<OAuth2Provider>("notion");

    /// <summary>Nylas.</summary>
    public static OAuth2Provider Nylas => Read<OAuth2Provider>("nylas");

    /// <summary>Odnoklassniki.</summary>
    public static OAuth2Provider Odnoklassniki => Read<OAuth2Provider>("odnoklassniki");

    /// <summary>ORCID iD.</summary>
    public static OAuth2Provider Orcid => Read<OAuth2Provider>("orcid");

    /// <summary>OpenStreetMap.</summary>
    public static OAuth2Provider Osm => Read<OAuth2Provider>("osm");

    /// <summary>Pipedrive.</summary>
    public static OAuth2Provider Pipedrive => Read<OAuth2Provider>("pipedrive");

    /// <summary>Reddit.</summary>
    public static OAuth2Provider Reddit => Read<OAuth2Provider>("reddit");

    /// <summary>Salesforce.</summary>
    public static OAuth2Provider Salesforce => Read<OAuth2Provider>("salesforce");

    /// <summary>Shopify.</summary>
    public static OAuth2Provider Shopify => Read<OAuth2Provider>("shopify");

    /// <summary>Slack.</summary>
    public static OAuth2Provider Slack => Read<OAuth2Provider>("slack");

    /// <summary>Spotify.</summary>
    public static OAuth2Provider Spotify => Read<OAuth2Provider>("spotify");

    /// <summary>Stack Exchange.</summary>
    public static OAuth2Provider StackExchange => Read<OAuth2Provider>("stackexchange");

    /// <summary>Strava.</summary>
    public static OAuth2Provider Strava => Read<OAuth2Provider>("strava");

    /// <summary>TikTok.</summary>
    public static OAuth2Provider TikTok => Read<OAuth2Provider>("tiktok");

    /// <summary>Todoist.</summary>
    public static OAuth2Provider Todoist => Read<OAuth2Provider>("todoist");

    /// <summary>Trakt.</summary>
    public static OAuth2Provider Trakt => Read<OAuth2Provider>("trakt");

    /// <summary>Trovo.</summary>
    public static OAuth2Provider Trovo => Read<OAuth2Provider>("trovo");

    /// <summary>Twitch.</summary>
    public static OAuth2Provider Twitch => Read<OAuth2Provider>("twitch");

    /// <summary>Twitter.</summary>
    public static OAuth2Provider Twitter => Read<OAuth2Provider>("twitter");

    /// <summary>Unsplash.</summary>
    public static OAuth2Provider Unsplash => Read<OAuth2Provider>("unsplash");

    /// <summary>Weibo.</summary>
    public static OAuth2Provider Weibo => Read<OAuth2Provider>("weibo");

    /// <summary>World ID.</summary>
    public static OAuth2Provider WorldID => Read<OAuth2Provider>("worldid");

    /// <summary>Zendesk.</summary>
    public static OAuth2Provider Zendesk => Read<OAuth2Provider>("zendesk");

    /// <summary>Zoho.</summary>
    public static OAuth2Provider Zoho => Read<OAuth2Provider>("zoho");

    /// <summary>Zoom.</summary>
    public static OAuth2Provider Zoom => Read<OAuth2Provider>("zoom");
}
