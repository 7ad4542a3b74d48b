SELECT 1 WHERE (SELECT string_agg(concat_ws('/', code, name, plural_forms, version), ' ' ORDER BY code) FROM service_localization_locale) <> 'ar/Arabic/6/1 en/English/2/1 pl/Polski!/3/2';
SELECT 1 WHERE (SELECT count(*) FROM master WHERE type = 'localization.locale') <> 3;
SELECT 1 WHERE (SELECT count(*) FROM service_event WHERE event_type = 'localization.locale.created') <> 3;
SELECT 1 WHERE (SELECT count(*) FROM service_event WHERE event_type = 'localization.locale.updated') <> 1;
