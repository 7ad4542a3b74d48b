SELECT 1 WHERE (SELECT string_agg(concat_ws('/', code, short, version), ' ' ORDER BY code) FROM service_localization_locale) <> 'en_GB/e/2 pl/p/1';
