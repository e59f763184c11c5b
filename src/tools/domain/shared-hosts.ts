const words = (...texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.flatMap((text) => text.split(/\s+/)))

// Hosts where anybody can have a page: such a host says nothing about whose company it is. An entry covers itself and
// everything under it. Hosts under a private suffix of the public suffix list (webflow.io, github.io, blogspot.com …)
// need no entry. A wrong entry costs a missing domain; a missing entry glues strangers together, so when in doubt, add.
export const sharedHosts: ReadonlySet<string> = words(
  // app stores and code hosts
  `apps.apple.com itunes.apple.com play.google.com chrome.google.com chromewebstore.google.com
   github.com gitlab.com bitbucket.org npmjs.com pypi.org huggingface.co sourceforge.net appsumo.com
   testflight.apple.com apps.shopify.com marketplace.visualstudio.com`,
  // directories of companies
  `angel.co wellfound.com crunchbase.com producthunt.com ycombinator.com f6s.com pitchbook.com
   glassdoor.com indeed.com trustpilot.com g2.com capterra.com yelp.com dnb.com opencorporates.com
   wikipedia.org wikidata.org bloomberg.com kickstarter.com indiegogo.com gofundme.com patreon.com
   betalist.com tracxn.com`,
  // social networks, chats, short links
  `facebook.com fb.com fb.me m.me messenger.com instagram.com threads.net wa.me whatsapp.com
   linkedin.com lnkd.in twitter.com x.com t.co tiktok.com pinterest.com youtube.com youtu.be vimeo.com
   twitch.tv reddit.com quora.com vk.com xing.com weibo.com snapchat.com discord.gg discord.com t.me
   telegram.me slack.com bit.ly tinyurl.com goo.gl ow.ly buff.ly rebrand.ly line.me bsky.app
   mastodon.social`,
  // one-page sites, site builders, publishing
  `linktr.ee linktree.com about.me carrd.co bio.link beacons.ai lnk.bio campsite.bio sites.google.com
   docs.google.com drive.google.com forms.gle maps.google.com g.page googleblog.com business.site
   blogspot.com blogger.com wordpress.com tumblr.com medium.com substack.com ghost.io notion.so
   notion.site wixsite.com wix.com weebly.com squarespace.com webflow.com godaddysites.com
   strikingly.com jimdofree.com jimdosite.com myshopify.com bigcartel.com square.site mystrikingly.com
   typeform.com airtable.com launchrock.com unbounce.com leadpages.co hubspotpagebuilder.com tilda.ws
   bubble.io softr.app framer.website framer.app framer.ai super.site gitbook.io readme.io calendly.com
   eventbrite.com meetup.com gumroad.com dropbox.com figma.com canva.com`,
  // marketplaces
  `etsy.com ebay.com amazon.com amazon.co.uk amazon.de alibaba.com shopify.com archive.org
   techcrunch.com prnewswire.com businesswire.com google.com`,
)

// Private suffixes that sell names like a registry does: acme.uk.com is Acme's own.
export const registrySuffixes: ReadonlySet<string> = words(
  `uk.com us.com eu.com de.com gb.net uk.net br.com cn.com jpn.com za.com ru.com sa.com se.net gr.com
   co.com com.de com.se in.net jp.net hu.net co.nl co.no mex.com africa.com co.ca radio.am radio.fm
   ltd.ua org.ru co.pl`,
)

/** Mail providers: an address there says nothing about the company of its holder. */
export const freeMailDomains: ReadonlySet<string> = words(
  `gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr live.com msn.com yahoo.com
   yahoo.co.uk yahoo.co.in yahoo.co.jp yahoo.fr yahoo.de ymail.com rocketmail.com icloud.com me.com
   mac.com aol.com aim.com proton.me protonmail.com pm.me gmx.com gmx.de gmx.net gmx.at gmx.ch web.de
   t-online.de freenet.de mail.com email.com mail.ru yandex.ru yandex.com bk.ru inbox.ru list.ru qq.com
   163.com 126.com sina.com foxmail.com naver.com daum.net hanmail.net zoho.com fastmail.com
   fastmail.fm hey.com tutanota.com tuta.io orange.fr wanadoo.fr free.fr laposte.net libero.it
   virgilio.it comcast.net verizon.net att.net sbcglobal.net cox.net bellsouth.net charter.net
   earthlink.net btinternet.com sky.com rediffmail.com uol.com.br bol.com.br terra.com.br seznam.cz
   wp.pl o2.pl interia.pl onet.pl bigpond.com`,
)
