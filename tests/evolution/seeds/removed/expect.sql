SELECT 1 WHERE (SELECT string_agg(code, ' ' ORDER BY code) FROM service_localization_locale) <> 'en pl';
