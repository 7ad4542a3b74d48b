"""Names that mean something to PostgreSQL, Python, proto, gRPC or the generated code itself."""

LONGEST = 63

SERVICES = (
    "core server google grpc tests test v1 types typing asyncio asyncpg orjson datetime decimal enum re uuid json "
    "class import package service message user admin event events master campaign models statements repository "
    "messages servicer generated database errors paging wire acme src proto public pg_catalog new set list sql "
    "none true async"
).split()

ENTITIES = (
    "service event master campaign page error record new changes list type set class object exception str int "
    "dict unset uuid any date datetime decimal time timestamp duration struct field enum mapping sequence "
    "iterator final protocol database violation violations not_found already_exists unit_of_work empty message "
    "request response order user group table select status principal server context interceptor core_error row "
    "cursor default partition series data news sheep people statement migration servicer stub repository "
    "collection message async_iterator invalid_argument field_mask core"
).split()

FIELDS = (
    "work self self_id cls row connection version_id page_token page_size query update_mask metadata status value "
    "name request context message items keys values copy sum min max map list type set id_ class from import "
    "lambda none true not_null order user group table select where limit offset default check primary references "
    "date time timestamp datetime interval decimal uuid any str int dict bool bytes float object field enum key "
    "count rank position validate changes new old created deleted deleted_at version etag event payload service "
    "retention event_type campaign campaign_slug master entity filters order_by description descriptor has_field "
    "clear_field serialize_to_string parse_from_string list_fields mro print len hash repr iter next super "
    "property staticmethod cursor record database logger unset page text number email match case async await "
    "global nonlocal del pass search search_vector_2 xmin ctid tableoid oid exec system oneof repeated option "
    "syntax package rpc returns stream reserved extensions true_ inf nan double int64 string args kwargs "
    "statement found article thing request_id given rows item statements events errors paging wire messages "
    "models tuple asyncpg grpc re count chain result campaign_ids resolve_campaign current work_ call response "
    "xmax cmin datetime_at uuids"
).split()

PARAMETERS = (
    "row given statements events errors paging wire messages name value result current rows found tuple str int "
    "list dict self_id new request key items type datetime"
).split()
"""Names for filters, keys and payloads, which become parameters of methods."""

VALUES = (
    "none true false null class import unspecified mro name value auto default lambda self list int x1 "
    "a_very_long_value_that_nobody_would_choose_but_somebody_will_one_day"
).split()

OPERATIONS = (
    "list get create update delete search stream restore get_many thing create_thing get_thing list_things "
    "update_thing delete_thing search_things restore_thing import print type close ping validate check watch "
    "set_status class async await raise yield database work record page thing_code describe to_string __init__ "
    "get_by_uuid upsert_by_code"
).split()
