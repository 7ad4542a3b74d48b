UPDATE service_storage_shelf SET hall_code = 'B' WHERE id = 7;
