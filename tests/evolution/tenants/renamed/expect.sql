SELECT slug FROM service_campaign_workspace EXCEPT SELECT slug FROM campaign;
