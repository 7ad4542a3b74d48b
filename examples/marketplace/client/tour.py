"""A walk through the marketplace with a plain gRPC client: `python tour.py ADDRESS CAMPAIGN OTHER_CAMPAIGN`."""

import sys

import grpc
from marketplace.content.v1 import content_pb2, content_pb2_grpc
from marketplace.user.v1 import user_pb2, user_pb2_grpc

TITLES = ("Gardens in spring", "Ten quiet gardens", "A market in the rain", "How to prune roses", "Bread for beginners")


def as_campaign(campaign: int) -> tuple[tuple[str, str], ...]:
    """The metadata that a gateway sets after it has authenticated the caller."""
    return (("x-campaign-id", str(campaign)), ("x-subject", "tour"))


def write_articles(content: content_pb2_grpc.ContentServiceStub, author: int, campaign: int) -> list[int]:
    """Creates the articles and returns their ids."""
    ids = []
    for title in TITLES:
        request = content_pb2.CreateArticleRequest(
            title=title,
            slug=title.lower().replace(" ", "-"),
            body=f"{title}: a long text.",
            tags=["tour"],
            author_id=author,
        )
        ids.append(content.CreateArticle(request, metadata=as_campaign(campaign)).article.id)
    return ids


def page_through(content: content_pb2_grpc.ContentServiceStub, campaign: int) -> None:
    """Lists two articles at a time, the newest first."""
    token, number = "", 1
    while number == 1 or token:
        request = content_pb2.ListArticlesRequest(page_size=2, page_token=token)
        page = content.ListArticles(request, metadata=as_campaign(campaign))
        print(f"ListArticles page {number}: {', '.join(article.title for article in page.articles)}")
        token, number = page.next_page_token, number + 1


def refuse(what: str, error: grpc.RpcError) -> None:
    """Prints how the server refused."""
    print(f"{what}: {error.code().name} ({error.details()})")


def main(address: str, campaign: int, other: int) -> None:
    """Calls the server and prints what happens."""
    with grpc.insecure_channel(address) as channel:
        users = user_pb2_grpc.UserServiceStub(channel)
        content = content_pb2_grpc.ContentServiceStub(channel)

        account = users.CreateAccount(
            user_pb2.CreateAccountRequest(email="ada@example.com", display_name="Ada"),
            metadata=as_campaign(campaign),
        ).account
        print(f"CreateAccount: {account.display_name}, shared by all campaigns (id {account.id})")

        articles = write_articles(content, account.id, campaign)
        print(f"CreateArticle: {len(articles)} articles in campaign {campaign}")
        page_through(content, campaign)

        search = content_pb2.SearchArticlesRequest(query="gardens")
        found = content.SearchArticles(search, metadata=as_campaign(campaign))
        print(f"SearchArticles 'gardens': {', '.join(article.title for article in found.articles)}")

        publish = content_pb2.PublishArticleRequest(id=articles[0], channel="newsletter")
        article = content.PublishArticle(publish, metadata=as_campaign(campaign)).article
        status = content_pb2.ArticleStatus.Name(article.status)
        print(f"PublishArticle: {article.title} is {status}, etag {article.etag}")
        try:
            content.PublishArticle(publish, metadata=as_campaign(campaign))
        except grpc.RpcError as error:
            refuse("PublishArticle again", error)

        print(f"Now as campaign {other}:")
        listed = content.ListArticles(content_pb2.ListArticlesRequest(), metadata=as_campaign(other))
        print(f"ListArticles: {len(listed.articles)} articles")
        for request in (
            content_pb2.GetArticleRequest(id=articles[0]),
            content_pb2.GetArticleRequest(id=articles[0], campaign_id=campaign),
        ):
            try:
                content.GetArticle(request, metadata=as_campaign(other))
            except grpc.RpcError as error:
                named = f", campaign_id={request.campaign_id}" if request.campaign_id else ""
                refuse(f"GetArticle(id={request.id}{named})", error)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
