"""The same platform after the spec gained a field and a filter: `python after_the_edit.py ADDRESS CAMPAIGN`."""

import sys

import grpc
from google.protobuf.field_mask_pb2 import FieldMask
from marketplace.content.v1 import content_pb2, content_pb2_grpc


def main(address: str, campaign: int) -> None:
    """Calls the server and prints what happens."""
    metadata = (("x-campaign-id", str(campaign)), ("x-subject", "tour"))
    with grpc.insecure_channel(address) as channel:
        content = content_pb2_grpc.ContentServiceStub(channel)

        articles = content.ListArticles(content_pb2.ListArticlesRequest(), metadata=metadata).articles
        names = {content_pb2.ArticleSection.Name(article.section) for article in articles}
        print(f"ListArticles: all {len(articles)} articles are still there, each in {', '.join(sorted(names))}")

        request = content_pb2.UpdateArticleRequest(
            id=articles[0].id,
            section=content_pb2.ARTICLE_SECTION_GUIDE,
            update_mask=FieldMask(paths=["section"]),
            etag=articles[0].etag,
        )
        article = content.UpdateArticle(request, metadata=metadata).article
        print(f"UpdateArticle: {article.title} is now in {content_pb2.ArticleSection.Name(article.section)}")

        guides = content_pb2.ListArticlesRequest(section=content_pb2.ARTICLE_SECTION_GUIDE)
        listed = content.ListArticles(guides, metadata=metadata).articles
        print(f"ListArticles section=GUIDE: {', '.join(article.title for article in listed)}")
        try:
            content.UpdateArticle(request, metadata=metadata)
        except grpc.RpcError as error:
            print(f"UpdateArticle with the old etag: {error.code().name} ({error.details()})")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
